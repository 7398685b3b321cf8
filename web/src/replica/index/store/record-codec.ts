/**
 * Records as short texts. Records of a kind share their keys, and many of their values (the environment, the
 * integration, the sharing level): a key is written once for all, and the first values seen of each key are
 * written as one or two characters. About half of the JSON. Control characters never occur unescaped in JSON, so
 * they can serve as marks.
 */

export type Json = Readonly<Record<string, unknown>>;

/** Ends a value that is written out. */
const END = '\u001f';
/** Before the second character of a longer code. */
const LONG = '\u001e';
const SHORT_CODES = 0x1d;
const LONG_CODES = 94;

/** Keys in their order, and for each key the JSON of the values that have a code. */
export interface Shape {
  readonly keys: readonly string[];
  readonly values: readonly (readonly string[])[];
}

const codeOf = (index: number): string =>
  index < SHORT_CODES ? String.fromCharCode(1 + index) : LONG + String.fromCharCode(0x20 + index - SHORT_CODES);

interface Key {
  /** The key as it stands in JSON, with what goes before it. */
  readonly json: string;
  readonly values: string[];
  /** By value: text, number, boolean or null. */
  readonly codes: Map<unknown, string>;
}

export class RecordCodec {
  readonly #shapes: { readonly keys: readonly string[]; readonly fields: readonly Key[] }[] = [];
  /** By the JSON of the keys. */
  readonly #shapeByKeys = new Map<string, number>();
  /** Records come kind by kind: mostly the shape is that of the one before. */
  #latest = 0;

  constructor(shapes: readonly Shape[] = []) {
    for (const shape of shapes) this.#add(shape);
  }

  snapshot(): readonly Shape[] {
    return this.#shapes.map(({ keys, fields }) => ({ keys, values: fields.map((field) => [...field.values]) }));
  }

  encode(record: Json): string {
    const keys = Object.keys(record);
    const index = this.#indexOf(keys);
    let text = index.toString(36) + END;
    this.#shapes[index]?.fields.forEach((field, i) => {
      const value = record[keys[i] ?? ''];
      let code = field.codes.get(value);
      if (code === undefined && field.values.length < SHORT_CODES + LONG_CODES && (typeof value !== 'object' || value === null)) {
        code = codeOf(field.values.length);
        field.codes.set(value, code);
        field.values.push(JSON.stringify(value));
      }
      text += code ?? JSON.stringify(value) + END;
    });
    return text;
  }

  decode(text: string): Json {
    const head = text.indexOf(END);
    const shape = this.#shapes[Number.parseInt(text.slice(0, head), 36)];
    if (shape === undefined) throw new Error(`a packed record of the unknown shape '${text.slice(0, head)}'`);
    let at = head + 1;
    let json = '{';
    for (const field of shape.fields) {
      const first = text.charCodeAt(at);
      if (first < 0x1e) {
        json += field.json + (field.values[first - 1] ?? '');
        at += 1;
      } else if (first === 0x1e) {
        json += field.json + (field.values[SHORT_CODES + text.charCodeAt(at + 1) - 0x20] ?? '');
        at += 2;
      } else {
        const end = text.indexOf(END, at);
        json += field.json + text.slice(at, end);
        at = end + 1;
      }
    }
    return JSON.parse(`${json}}`) as Json;
  }

  #indexOf(keys: readonly string[]): number {
    const latest = this.#shapes[this.#latest]?.keys;
    if (latest?.length === keys.length && keys.every((key, i) => key === latest[i])) return this.#latest;
    return (this.#latest = this.#shapeByKeys.get(JSON.stringify(keys)) ?? this.#add({ keys, values: keys.map(() => []) }));
  }

  #add({ keys, values }: Shape): number {
    const fields = keys.map((key, i): Key => {
      const known = [...(values[i] ?? [])];
      return { json: `${i === 0 ? '' : ','}${JSON.stringify(key)}:`, values: known, codes: new Map(known.map((json, index) => [JSON.parse(json) as unknown, codeOf(index)])) };
    });
    this.#shapeByKeys.set(JSON.stringify(keys), this.#shapes.length);
    return this.#shapes.push({ keys, fields }) - 1;
  }
}
