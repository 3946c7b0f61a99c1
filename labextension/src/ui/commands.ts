/** What a command that takes no arguments says of them, as JupyterLab asks of every command. */
export const NO_ARGUMENTS = { args: { type: 'object', properties: {} } } as const;
