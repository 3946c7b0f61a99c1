import React, { useMemo } from 'react';
import { revealBidi } from '../ui/bidi';
import { compareJson, jsonIn, type Json } from './jsonchanges';
import { literalIn } from './literals';
import type { IFormProps } from './OutputChange';
import { OutputLines } from './OutputLines';

const PLAIN = 'text/plain';
const MOST_PLACES = 50;
const MORE_PLACES = 500;
const LONGEST = 300;

/** Data by value: *metrics.auc: 0.871 → 0.893*. As text, where it is on one side only or cannot be read. */
export function JsonChange(props: IFormProps): React.JSX.Element {
  const { form, texts, place, changes, trans } = props;
  const { tolerance } = changes.shown;
  const places = useMemo(() => {
    const [old, now] = [texts.old, texts.new].map(text => valueIn(form.mime, text ?? ''));
    return old === undefined || now === undefined ? null : compareJson(old, now, tolerance);
  }, [texts.old, texts.new, form.mime, tolerance]);
  if (places === null) {
    const [old, now] = [texts.old, texts.new].map(text => byLine(form.mime, text));
    return <OutputLines {...props} texts={{ old: old ?? null, new: now ?? null }} />;
  }
  const most = Number(changes.looks.get(`${place} places`, `${MOST_PLACES}`));
  return (
    <div className="mlc-JsonChange">
      {form.mime !== PLAIN && <p className="mlc-ValueChange">{form.mime}</p>}
      {places.length === 0 && (
        <p className="mlc-ValueChange">{trans.__('The values are the same.')}</p>
      )}
      {places.slice(0, most).map(({ path, old, new: now }) => (
        <p key={path.join('\0')} className="mlc-ValueChange">
          <span className="mlc-ValueChange-path">{revealBidi(path.join('.'))}</span>:{' '}
          <del>{valueWord(old) ?? trans.__('nothing')}</del> →{' '}
          <ins>{valueWord(now) ?? trans.__('nothing')}</ins>
        </p>
      ))}
      {places.length > most && (
        <button
          type="button"
          className="mlc-Link"
          onClick={() => changes.looks.set(`${place} places`, `${most + MORE_PLACES}`)}
        >
          {trans.__('Show more of %1 values', places.length)}
        </button>
      )}
    </div>
  );
}

function valueIn(mime: string, text: string): Json | undefined {
  return mime === PLAIN ? literalIn(text) : jsonIn(text);
}

/** Data on one side only, with a line for each value. */
function byLine(mime: string, text: string | null): string | null {
  const value = text === null || mime === PLAIN ? undefined : jsonIn(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

function valueWord(value: Json | undefined): string | null {
  if (value === undefined) {
    return null;
  }
  const text = JSON.stringify(value);
  return revealBidi(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
