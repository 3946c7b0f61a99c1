/** Where the browser finds a file, by its path as JupyterLab names it. */
export function fileAddress(baseUrl: string, path: string): string {
  return `${baseUrl}files/${path.split('/').map(encodeURIComponent).join('/')}`;
}
