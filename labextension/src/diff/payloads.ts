import type { Schemas } from '../core/tokens';

type Payload = Schemas['PayloadData'];

const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Payloads of outputs by their hash. Those asked for last stay, so that what is scrolled back into view is there. */
export class Payloads {
  constructor(private readonly _ask: (sha256: string) => Promise<Payload>) {}

  /** Throws `Refused`. */
  async of(sha256: string): Promise<Payload> {
    const known = this._known.get(sha256);
    const asked = known ?? this._ask(sha256);
    this._known.delete(sha256);
    this._known.set(sha256, asked);
    try {
      const payload = await asked;
      this._keepWithin(sha256, payload);
      return payload;
    } catch (problem) {
      this._known.delete(sha256);
      throw problem;
    }
  }

  private _keepWithin(sha256: string, { data }: Payload): void {
    this._sizes.set(sha256, data.length);
    let total = Array.from(this._sizes.values()).reduce((sum, size) => sum + size, 0);
    for (const oldest of this._known.keys()) {
      if (total <= MOST_CHARACTERS || oldest === sha256) {
        return;
      }
      total -= this._sizes.get(oldest) ?? 0;
      this._known.delete(oldest);
      this._sizes.delete(oldest);
    }
  }

  private readonly _known = new Map<string, Promise<Payload>>();
  private readonly _sizes = new Map<string, number>();
}
