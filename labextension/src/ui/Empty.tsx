import React from 'react';

/** What a place is for and the first step, where nothing is yet. */
export function Empty({ children }: { readonly children: React.ReactNode }): React.JSX.Element {
  return <div className="mlc-Empty">{children}</div>;
}
