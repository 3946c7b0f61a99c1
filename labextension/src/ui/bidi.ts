const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name with characters that turn the direction of text made visible, so that it cannot pass for another. */
export function revealBidi(name: string): string {
  return name.replace(CONTROLS, control => `[${codeOf(control)}]`);
}

/** `U+202E` */
export function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
