import type { IWidgetTracker } from '@jupyterlab/apputils';
import type { ITableOfContentsRegistry, TableOfContents } from '@jupyterlab/toc';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { expect, it } from 'vitest';
import type { PageDocument } from '../document';
import { addOutline } from '../outline';

/** JupyterLab's outline of a page of so many headings. */
function outlineOf(count: number): TableOfContents.IModel<TableOfContents.IHeading> {
  const content = new Widget();
  content.node.innerHTML = `<div class="mlc-PageText">${'<h2>Plan</h2>'.repeat(count)}</div>`;
  const page = Object.assign(new Widget(), {
    content,
    context: {
      localPath: 'plan.md',
      model: { contentChanged: new Signal({}) },
      pathChanged: new Signal({}),
      ready: Promise.resolve()
    }
  });
  const models: TableOfContents.IModel<TableOfContents.IHeading>[] = [];
  const registry = {
    add: (factory: TableOfContents.IFactory) => models.push(factory.createNew(page))
  } as unknown as ITableOfContentsRegistry;
  addOutline(registry, {} as IWidgetTracker<PageDocument>);
  const [model] = models;
  if (model === undefined) {
    throw new Error('There is no outline.');
  }
  return model;
}

it('has no headings drawn while it is hidden', async () => {
  const outline = outlineOf(2);
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(outline.headings).toHaveLength(0);
  outline.isActive = true;
  await expect.poll(() => outline.headings.length).toBe(2);
});

it('holds as many headings as can be drawn', async () => {
  const outline = outlineOf(1001);
  outline.isActive = true;
  await expect.poll(() => outline.headings.length).toBe(1000);
});
