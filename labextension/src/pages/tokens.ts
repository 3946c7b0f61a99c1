import type { Schemas } from '../core/tokens';

/** Pages and their parts, by the names the server gives them. */
export type PageRow = Schemas['PageRow'];
export type PageAround = Schemas['PageAround'];
export type PageHit = Schemas['PageHit'];
export type OpenPage = Schemas['OpenPage'];
export type Citation = Schemas['Citation'];
export type Template = Schemas['Template'];
export type PageFile = Schemas['PageFile'];
export type PagesReport = Schemas['PagesReport'];
export type FileAtCommit = Schemas['FileAt'];
export type Linkable = Schemas['Linkable'];
export type Preview = Schemas['Preview'];
export type NewCitation = Schemas['NewCitation'];
