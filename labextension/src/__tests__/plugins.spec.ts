import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { describe, expect, it } from 'vitest';
import plugins from '../index';

type Plugin = JupyterFrontEndPlugin<unknown>;

const providers = new Map<string, Plugin>(
  plugins.flatMap(plugin => (plugin.provides ? [[plugin.provides.name, plugin]] : []))
);

function wanted(plugin: Plugin): string[] {
  return [...(plugin.requires ?? []), ...(plugin.optional ?? [])].map(({ name }) => name);
}

/** The ids on the way from a plugin back to itself; null when there is no such way. */
function cycleFrom(plugin: Plugin, path: readonly string[] = []): string[] | null {
  if (path.includes(plugin.id)) {
    return [...path, plugin.id];
  }
  for (const token of wanted(plugin)) {
    const provider = providers.get(token);
    const cycle = provider && cycleFrom(provider, [...path, plugin.id]);
    if (cycle) {
      return cycle;
    }
  }
  return null;
}

describe('the plugins', () => {
  it.each(plugins.map(plugin => [plugin.id, plugin] as const))(
    '%s leads nowhere back to itself',
    (id, plugin) => {
      expect(cycleFrom(plugin)).toBeNull();
      expect(id).toMatch(/^jupyter-mlcollab:[a-z-]+$/);
      expect(plugin.description).toMatch(/\.$/);
    }
  );

  it('have an id and a token of their own each', () => {
    expect(new Set(plugins.map(({ id }) => id)).size).toBe(plugins.length);
    expect(providers.size).toBe(plugins.filter(({ provides }) => provides).length);
  });

  it('provide every token of ours that another needs', () => {
    const ours = plugins.flatMap(wanted).filter(name => name.startsWith('jupyter-mlcollab:'));
    expect([...new Set(ours)].filter(name => !providers.has(name))).toEqual([]);
  });
});
