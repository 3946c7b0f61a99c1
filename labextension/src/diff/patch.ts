/**
 * Applies differences in nbdime's format, to the letter: the reference for programs in JavaScript that read what
 * *Export* and `jupyter mlcollab diff --json` write. It depends on nothing.
 *
 * The format counts as Python does: lines as `str.splitlines` ends them, and code points within a line.
 */

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

/** One step. `key` is a name in an object, an index in a list, a line in a text or a code point in a line. */
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly key: string; readonly value: Json }
  | { readonly op: 'remove'; readonly key: string }
  | { readonly op: 'patch'; readonly key: string | number; readonly diff: readonly Operation[] }
  | { readonly op: 'addrange'; readonly key: number; readonly valuelist: readonly Json[] | string }
  | { readonly op: 'removerange'; readonly key: number; readonly length: number };

/**
 * The new notebook, given the old one as its file holds it (nbformat 4). Texts that the file holds as lists of lines
 * are in one piece in the answer, as nbformat reads them.
 *
 * @throws Error - the difference is not one of this notebook
 */
export function patchNotebook(notebook: JsonObject, diff: readonly Operation[]): JsonObject {
  return patchObject(inOnePiece(notebook), diff);
}

/**
 * Any JSON with a difference applied; neither is changed.
 *
 * @throws Error - the difference is not one of this value
 */
export function patch(value: Json, diff: readonly Operation[]): Json {
  if (typeof value === 'string') {
    return patchItems(lines(value), diff, patchLine).join('');
  }
  if (isList(value)) {
    return patchItems(value, diff, patch);
  }
  return patchObject(asObject(value), diff);
}

function patchLine(line: string, diff: readonly Operation[]): string {
  // Not by UTF-16 units, of which 🚀 has two.
  return patchItems(Array.from(line), diff, refuse).join('');
}

function patchObject(value: JsonObject, diff: readonly Operation[]): JsonObject {
  // A map, since `__proto__` is a name like any other in JSON.
  const found = new Map(Object.entries(value));
  for (const operation of diff) {
    const key = String(operation.key);
    if (found.has(key) === (operation.op === 'add')) {
      throw new Error(`The difference is not one of this value: ${operation.op} ${key}.`);
    }
    if (operation.op === 'add' || operation.op === 'replace') {
      found.set(key, operation.value);
    } else if (operation.op === 'remove') {
      found.delete(key);
    } else if (operation.op === 'patch') {
      found.set(key, patch(found.get(key) ?? null, operation.diff));
    } else {
      refuse();
    }
  }
  return Object.fromEntries(found);
}

/** @param each - patches one item */
function patchItems<T extends Json>(
  items: readonly T[],
  diff: readonly Operation[],
  each: (item: T, diff: readonly Operation[]) => T
): T[] {
  const found: T[] = [];
  const take = (some: Iterable<T>): void => {
    for (const item of some) {
      found.push(item);
    }
  };
  let taken = 0;
  for (const operation of diff) {
    const at = Number(operation.key);
    if (!(at >= 0 && at <= items.length)) {
      throw new Error(
        `The difference is not one of this value: there is no item ${operation.key}.`
      );
    }
    take(items.slice(taken, at));
    taken = Math.max(taken, at);
    if (operation.op === 'addrange') {
      // A text in place of a list is one of characters.
      take(operation.valuelist as Iterable<T>);
    } else if (operation.op === 'removerange') {
      taken = at + operation.length;
    } else if (operation.op === 'patch') {
      found.push(each(items[at] as T, operation.diff));
      taken = at + 1;
    } else {
      refuse();
    }
  }
  take(items.slice(taken));
  return found;
}

function refuse(): never {
  throw new Error('The difference is not one of this value: such a step cannot be taken here.');
}

// What ends a line in Python: line feed, VT, FF, CR LF, CR, FS, GS, RS, NEL, LS, PS.
const LINE =
  /[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]|$)/gu;

/** The lines of a text, each with what ends it. */
function lines(text: string): string[] {
  return text.match(LINE)?.filter(line => line !== '') ?? [];
}

function inOnePiece(notebook: JsonObject): JsonObject {
  return changed(notebook, 'cells', cells => (isList(cells) ? cells.map(cellInOnePiece) : cells));
}

function cellInOnePiece(cell: Json): Json {
  const found = changed(changed(asObject(cell), 'source', joined), 'attachments', attachments =>
    Object.fromEntries(
      Object.entries(asObject(attachments)).map(([name, bundle]) => [
        name,
        bundleInOnePiece(bundle)
      ])
    )
  );
  return changed(found, 'outputs', outputs =>
    isList(outputs) ? outputs.map(outputInOnePiece) : outputs
  );
}

function outputInOnePiece(output: Json): Json {
  const fields = asObject(output);
  return fields.output_type === 'display_data' || fields.output_type === 'execute_result'
    ? changed(fields, 'data', bundleInOnePiece)
    : changed(fields, 'text', joined);
}

/** In data that is JSON a list is data, and no lines. */
function bundleInOnePiece(bundle: Json): Json {
  return Object.fromEntries(
    Object.entries(asObject(bundle)).map(([mime, value]) => [
      mime,
      /^application\/(?:json$|.*\+json$)/u.test(mime) ? value : joined(value)
    ])
  );
}

function joined(value: Json): Json {
  return isList(value) && value.every(line => typeof line === 'string') ? value.join('') : value;
}

function changed(fields: JsonObject, name: string, change: (value: Json) => Json): JsonObject {
  const value = fields[name];
  return value === undefined ? fields : { ...fields, [name]: change(value) };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function asObject(value: Json): JsonObject {
  if (typeof value !== 'object' || value === null || isList(value)) {
    throw new Error('The difference is not one of this value: there is no object.');
  }
  return value;
}
