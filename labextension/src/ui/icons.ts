import { LabIcon } from '@jupyterlab/ui-components';

// Drawn on a 16 px grid with lines of 1.3; they take the colour of the text around them.
const OPEN = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">';
const LINE =
  'fill="none" stroke="currentColor" stroke-width="1.3" ' +
  'stroke-linecap="round" stroke-linejoin="round"';

function drawn(name: string, ...paths: string[]): LabIcon {
  const lines = paths.map(path => `<path ${LINE} d="${path}"/>`).join('');
  return new LabIcon({ name: `mlcollab:${name}`, svgstr: `${OPEN}${lines}</svg>` });
}

const BUBBLE =
  'M3.8 2.5h8.4a1.3 1.3 0 0 1 1.3 1.3v5.4a1.3 1.3 0 0 1-1.3 1.3H7.4L4.5 13.4v-2.9h-.7' +
  'a1.3 1.3 0 0 1-1.3-1.3V3.8a1.3 1.3 0 0 1 1.3-1.3z';

export const commentIcon = drawn('comment', BUBBLE);
export const addCommentIcon = drawn('add-comment', BUBBLE, 'M8 4.4v4.2M5.9 6.5h4.2');
export const teamIcon = drawn(
  'team',
  'M8.2 5.2a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0z',
  'M1.7 13.2c.2-2.6 1.9-4.1 4.2-4.1s4 1.5 4.2 4.1',
  'M10.2 3.1a2.1 2.1 0 0 1 0 4.1M12 9.6c1.4.6 2.2 1.8 2.3 3.6'
);
export const blockingIcon = drawn(
  'blocking',
  'M5.6 2.2h4.8l3.4 3.4v4.8l-3.4 3.4H5.6l-3.4-3.4V5.6z',
  'M5.2 8h5.6'
);
export const lookIcon = drawn(
  'look',
  'M1.7 8c1.5-2.7 3.6-4 6.3-4s4.8 1.3 6.3 4c-1.5 2.7-3.6 4-6.3 4s-4.8-1.3-6.3-4z',
  'M10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z'
);
export const moreIcon = drawn('more', 'M3.5 8h.01M8 8h.01M12.5 8h.01');
export const mentionIcon = drawn(
  'mention',
  'M10.7 8a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0z',
  'M10.7 5.5v3.4c0 1.9 3 1.7 3-1A5.7 5.7 0 1 0 11 12.9'
);
export const historyIcon = drawn(
  'history',
  'M2.5 8a5.5 5.5 0 1 1 1.7 4',
  'M2.3 12.3h2.5V9.8M8 5v3.2l2.2 1.3'
);
export const changesIcon = drawn(
  'changes',
  'M3.5 2.5h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1z',
  'M8 4.6v3.8M6.1 6.5h3.8M6.1 11h3.8'
);
export const swapIcon = drawn(
  'swap',
  'M2.5 5.5h10.6M10.4 2.8l2.7 2.7-2.7 2.7',
  'M13.5 10.5H2.9M5.6 7.8l-2.7 2.7 2.7 2.7'
);
export const previousChangeIcon = drawn('previous-change', 'M8 13V3.6M4.2 7.2L8 3.4l3.8 3.8');
export const nextChangeIcon = drawn('next-change', 'M8 3v9.4M4.2 8.8L8 12.6l3.8-3.8');
export const mergeIcon = drawn(
  'merge',
  'M5.9 3.9a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0zM5.9 12.1a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0z',
  'M13.3 8a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0z',
  'M4.3 5.5v5M4.3 5.5C4.6 7.3 6 8 10.1 8'
);
export const cardIcon = drawn(
  'card',
  'M3.5 2.5h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1z',
  'M5 11V9M8 11V7M11 11V5'
);
export const pageIcon = drawn(
  'page',
  'M4.5 2h5l3 3v8a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1z',
  'M9.3 2.2v3h3M5.8 8h4.4M5.8 10.8h4.4'
);
