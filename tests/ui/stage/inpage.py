"""What is asked or done inside the page, in its own language."""

from __future__ import annotations

# Playwright's own wait takes the promise of an asynchronous question for a yes: these two are answered at once.
READY = """wanted => {
  const panel = window.jupyterapp?.shell.currentWidget;
  const path = panel?.context?.path.replace(/^RTC:/, '');
  return path === wanted && panel.context.isReady && !!panel.context.contentsModel;
}"""

# A cell run before the session is ready is dropped without a word.
KERNEL_READY = """() => {
  const { context, sessionContext } = window.jupyterapp.shell.currentWidget;
  return context.isReady && sessionContext.isReady && sessionContext.session?.kernel?.status === 'idle';
}"""

# Most journeys run no cell. A kernel for each of their notebooks would take longer than the journeys themselves.
KERNELS_ON_REQUEST = """
  let app;
  Object.defineProperty(window, 'jupyterapp', {
    get: () => app,
    set: started => {
      app = started;
      const add = app.docRegistry.addWidgetFactory.bind(app.docRegistry);
      app.docRegistry.addWidgetFactory = factory => {
        if (factory.name === 'Notebook') {
          Object.defineProperty(factory, 'preferKernel', { get: () => window.startsKernels === true });
        }
        return add(factory);
      };
    }
  });
"""

MIDDLE_OF_WORD = """(editor, word) => {
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(word);
    if (at >= 0) {
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + word.length);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
  }
  throw new Error(`"${word}" is not in the cell`);
}"""

STORED_IN_BROWSER = """async text => {
  const asked = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = await asked(database.transaction(store).objectStore(store).getAll());
      if (JSON.stringify(rows).includes(JSON.stringify(text))) {
        database.close();
        return true;
      }
    }
    database.close();
  }
  return false;
}"""

WATCH_SAVING = """() => {
  window.isSaved = false;
  window.jupyterapp.shell.currentWidget.context.saveState.connect((_, state) => {
    window.isSaved ||= state.startsWith('completed');
  });
}"""

CLOSE_ALL = """async () => {
  const app = window.jupyterapp;
  for (const widget of Array.from(app.shell.widgets('main'))) {
    if (widget.context) widget.context.model.dirty = false;
    widget.close();
  }
  app.shell.collapseLeft?.();
  app.shell.collapseRight?.();
}"""

WHAT_THE_ADDRESS_NAMES = """async () => {
  const { commands, restored } = window.jupyterapp;
  const opened = new Promise(resolve => {
    commands.commandExecuted.connect((_, { id, result }) => id === 'router:tree' && result.finally(resolve));
    setTimeout(resolve, 5000);
  });
  await restored;
  if (location.pathname.includes('/tree/')) await opened;
}"""
