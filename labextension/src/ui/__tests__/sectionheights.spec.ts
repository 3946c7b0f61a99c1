import { AccordionPanel, Widget } from '@lumino/widgets';
import { afterEach, expect, it, vi } from 'vitest';
import { FILLS, SectionHeights } from '../sectionheights';

afterEach(() => vi.restoreAllMocks());

/** A part of a section that is so high; jsdom lays nothing out. */
function part(height: number): HTMLElement {
  const element = document.createElement('div');
  vi.spyOn(element, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, height));
  return element;
}

it('gives a section what its parts need, and looks into one that takes what it is given', async () => {
  const panel = new AccordionPanel();
  const little = new Widget();
  const list = new Widget();
  little.node.append(part(40), part(10));
  const filling = part(90);
  Object.keys(FILLS).forEach(name => filling.setAttribute(name, ''));
  filling.append(part(30), part(500));
  list.node.append(filling);
  panel.addWidget(little);
  panel.addWidget(list);
  Widget.attach(panel, document.body);
  new SectionHeights(panel).look();
  await vi.waitFor(() => expect(little.node.style.maxHeight).toBe('50px'));
  expect(little.node.style.minHeight).toBe('50px');
  expect(list.node.style.maxHeight).toBe('530px');
  expect(list.node.style.minHeight).toBe('72px');
  panel.dispose();
});

it('gives height to a section that comes later, and once more when it has something to show', async () => {
  const panel = new AccordionPanel();
  Widget.attach(panel, document.body);
  const heights = new SectionHeights(panel);
  heights.start();
  const late = new Widget();
  panel.addWidget(late);
  await vi.waitFor(() => expect(late.node.style.maxHeight).toBe('0px'));
  late.node.append(part(60));
  await vi.waitFor(() => expect(late.node.style.maxHeight).toBe('60px'));
  heights.stop();
  panel.dispose();
});
