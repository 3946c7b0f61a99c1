import React, { useEffect, useMemo, useRef, useState } from 'react';
import type { IDisposable } from '@lumino/disposable';
import { revealBidi } from '../ui/bidi';
import { axesOf, chosenAxes, type IAxis } from './axes';
import type { ICardComparisonProps } from './CardComparison';
import type { Comparison } from './compared';
import { pointsOf, pointWord, scatterSpec, type IColors, type IPoint } from './scatter';

export interface ICardScatterProps extends ICardComparisonProps {
  readonly comparison: Comparison;
}

/** The cards as points: one parameter or metric against another. Where nothing draws plots, a table of the two. */
export function CardScatter(props: ICardScatterProps): React.JSX.Element | null {
  const { compared, comparison, plot, trans } = props;
  const axes = useMemo(() => axesOf(comparison, trans), [comparison, trans]);
  const { across, up } = compared.how;
  const chosen = useMemo(() => chosenAxes(axes, across, up), [axes, across, up]);
  const points = useMemo(
    () => (chosen === null ? [] : pointsOf(comparison.cards, ...chosen)),
    [comparison, chosen]
  );
  if (chosen === null) {
    return null;
  }
  const [horizontal, vertical] = chosen;
  const drawn = { ...props, points, axes: chosen };
  const missing = comparison.cards.length - points.length;
  return (
    <section className="mlc-CardScatter" aria-label={trans.__('One against another')}>
      <h3>{trans.__('One against another')}</h3>
      <div className="mlc-CardScatter-axes">
        <Axis
          label={trans.__('Up')}
          axes={axes}
          value={vertical}
          onChoose={key => compared.plotBy({ up: key })}
        />
        <Axis
          label={trans.__('Across')}
          axes={axes}
          value={horizontal}
          onChoose={key => compared.plotBy({ across: key })}
        />
      </div>
      {plot === null ? <Table {...drawn} /> : <Drawn {...drawn} />}
      {missing > 0 && (
        <p className="mlc-Notice">
          {trans._n(
            '%1 card has no value for both, and is left out.',
            '%1 cards have no value for both, and are left out.',
            missing
          )}
        </p>
      )}
    </section>
  );
}

function Axis({
  label,
  axes,
  value,
  onChoose
}: {
  readonly label: string;
  readonly axes: readonly IAxis[];
  readonly value: IAxis;
  onChoose(key: string): void;
}): React.JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <select
        className="jp-mod-styled"
        value={value.key}
        onChange={({ target }) => onChoose(target.value)}
      >
        {axes.map(axis => (
          <option key={axis.key} value={axis.key}>
            {axis.label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface IDrawnProps extends Pick<ICardScatterProps, 'open' | 'plot' | 'themeChanged' | 'trans'> {
  readonly points: readonly IPoint[];
  readonly axes: readonly [IAxis, IAxis];
}

/** The plot; a table where it cannot be drawn. */
function Drawn(props: IDrawnProps): React.JSX.Element {
  const { trans, open } = props;
  const host = useRef<HTMLDivElement>(null);
  const isBroken = usePlot(host, props);
  if (isBroken) {
    return <Table {...props} />;
  }
  const openPoint = ({ target }: React.SyntheticEvent): void => {
    const point = pointAt(host.current, target, props.points);
    if (point !== null) {
      open(point.card.path);
    }
  };
  return (
    <>
      <div
        ref={host}
        className="mlc-CardScatter-plot"
        onClick={openPoint}
        onKeyDown={event => event.key === 'Enter' && openPoint(event)}
      />
      {props.points.some(({ isFirst }) => isFirst) && (
        <p className="mlc-Notice">
          {trans.__('The diamond is the card that the others are measured against.')}
        </p>
      )}
    </>
  );
}

const POINTS = '.mark-symbol path';

function pointAt(
  host: HTMLElement | null,
  target: EventTarget,
  points: readonly IPoint[]
): IPoint | null {
  // The library draws them in the order they were given.
  const drawn = [...(host?.querySelectorAll(POINTS) ?? [])];
  return points[drawn.findIndex(each => each === target)] ?? null;
}

/** How wide a node is, in pixels. */
function useWidth(node: React.RefObject<HTMLElement>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watched = node.current;
    if (watched === null) {
      return undefined;
    }
    const resizes = new ResizeObserver(() => setWidth(watched.clientWidth));
    resizes.observe(watched);
    return () => resizes.disconnect();
  }, [node]);
  return width;
}

/** Draws the plot again whenever what it shows, its width or the theme has changed. True once that failed. */
function usePlot(
  host: React.RefObject<HTMLElement>,
  { plot, points, axes, themeChanged, trans }: IDrawnProps
): boolean {
  const [isBroken, setBroken] = useState(false);
  const [theme, setTheme] = useState(0);
  const width = useWidth(host);
  useEffect(() => {
    const follow = (): void => setTheme(count => count + 1);
    themeChanged?.connect(follow);
    return () => void themeChanged?.disconnect(follow);
  }, [themeChanged]);
  useEffect(() => {
    const node = host.current;
    if (node === null || plot === null || width === 0) {
      return undefined;
    }
    let drawn: IDisposable | null = null;
    let isGone = false;
    const spec = scatterSpec(points, axes, {
      width: Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width)),
      colors: colorsOf(node),
      trans
    });
    plot(spec, node).then(
      widget => {
        drawn = widget;
        if (isGone) {
          widget.dispose();
        } else {
          letFocus(node);
        }
      },
      () => isGone || setBroken(true)
    );
    return () => {
      isGone = true;
      drawn?.dispose();
    };
  }, [host, plot, points, axes, theme, trans, width]);
  return isBroken;
}

const LEAST_WIDTH = 280;
const MOST_WIDTH = 720;

/** Tab comes to each point, as it says what it is. */
function letFocus(node: HTMLElement): void {
  node.querySelectorAll(POINTS).forEach(point => {
    point.setAttribute('tabindex', '0');
    point.setAttribute('role', 'button');
  });
}

function colorsOf(node: HTMLElement): IColors {
  const style = getComputedStyle(node);
  const color = (name: string): string => style.getPropertyValue(`--jp-${name}`).trim();
  return {
    text: color('ui-font-color1'),
    faint: color('ui-font-color2'),
    line: color('border-color2'),
    point: color('brand-color1'),
    first: color('warn-color1')
  };
}

function Table({ points, axes, open, trans }: IDrawnProps): React.JSX.Element {
  const [across, up] = axes;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{trans.__('Card')}</th>
          <th scope="col">{up.label}</th>
          <th scope="col">{across.label}</th>
        </tr>
      </thead>
      <tbody>
        {points.map(point => (
          <tr key={point.card.path}>
            <td>
              <button type="button" className="mlc-Link" onClick={() => open(point.card.path)}>
                {revealBidi(point.card.title)}
              </button>
            </td>
            <td>{pointWord(up, point.up)}</td>
            <td>{pointWord(across, point.across)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
