import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { Schemas } from '../core/tokens';
import type { IValues } from './fields';
import type { CardFile } from './requests';
import type { Outcome } from './tokens';

export type Finding = Schemas['PrivacyFinding'];
export type Waiver = Schemas['NewWaiver'];
export type Step = 'checking' | 'asking' | 'saving' | 'done' | 'failed';

/** What publishing reaches. Every method throws a sentence. */
export interface IPublisher {
  scan(signal: AbortSignal): Promise<Schemas['PrivacyScan']>;

  /** Writes fields into the card's file, and reads it anew. */
  edit(file: CardFile, values: IValues): Promise<CardFile>;

  /** Writes the card's files with what was let pass, and records that it is published. */
  publish(file: CardFile, waivers: readonly Waiver[]): Promise<IPublished>;
}

export interface IPublished {
  readonly file: CardFile;

  /** The files that were written, as JupyterLab names them. */
  readonly paths: readonly string[];

  /** What a reader of a model's card would ask and it does not answer. */
  readonly questions: readonly string[];

  /** A few lines for a chat. */
  readonly summary: string;

  /** The page that opens without JupyterLab; null when there is none. */
  readonly html: string | null;
}

/** From the privacy check over what is still missing to the files: one try to publish a card. */
export class Publishing {
  constructor(
    private _file: CardFile,
    private readonly _publisher: IPublisher
  ) {
    const { conclusion, outcome, waivers } = _file.card;
    this.outcome = outcome;
    this.conclusion = conclusion ?? '';
    waivers.forEach(({ finding, reason }) => this._reasons.set(finding, reason));
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get file(): CardFile {
    return this._file;
  }

  get step(): Step {
    return this._step;
  }

  get problem(): string | null {
    return this._problem;
  }

  /** What the privacy check found and no earlier waiver lets pass is asked about; null until it was looked for. */
  get scan(): Schemas['PrivacyScan'] | null {
    return this._scan;
  }

  get published(): IPublished | null {
    return this._published;
  }

  /** As they are on the card, or as the person says now. */
  outcome: Outcome | null;
  conclusion: string;

  reason(finding: Finding): string {
    return this._reasons.get(finding.fingerprint) ?? '';
  }

  /** Lets a finding pass, for a reason; without one it does not. */
  waive(finding: Finding, reason: string): void {
    this._reasons.set(finding.fingerprint, reason);
    this._changed.emit();
  }

  say(change: { readonly outcome?: Outcome | null; readonly conclusion?: string }): void {
    this.outcome = change.outcome === undefined ? this.outcome : change.outcome;
    this.conclusion = change.conclusion ?? this.conclusion;
    this._changed.emit();
  }

  /** Everything that publishing asks for is said. */
  get isReady(): boolean {
    const findings = this._scan?.findings ?? [];
    return (
      this._scan !== null &&
      this._file.conflicts.length === 0 &&
      this.outcome !== null &&
      this.conclusion.trim() !== '' &&
      findings.every(finding => this.reason(finding).trim() !== '')
    );
  }

  async check(): Promise<void> {
    this._set('checking');
    try {
      this._scan = await this._publisher.scan(this._leaving.signal);
      this._set('asking');
    } catch (problem) {
      this._fail(problem);
    }
  }

  /** Nobody waits for the privacy check any more. */
  leave(): void {
    this._leaving.abort();
  }

  async publish(): Promise<void> {
    if (!this.isReady || this._step === 'saving') {
      return;
    }
    this._set('saving');
    try {
      const values = this._values();
      if (Object.keys(values).length > 0) {
        this._file = await this._publisher.edit(this._file, values);
      }
      this._published = await this._publisher.publish(this._file, this._waivers());
      this._set('done');
    } catch (problem) {
      this._fail(problem);
    }
  }

  /** What was let pass, and why. A finding that stands in several places is one. */
  private _waivers(): Waiver[] {
    const findings = this._scan?.findings ?? [];
    const reasons = new Map(findings.map(each => [each.fingerprint, this.reason(each).trim()]));
    return [...reasons].map(([finding, reason]) => ({ finding, reason }));
  }

  /** What the dialog adds to the card. */
  private _values(): IValues {
    const { card } = this._file;
    const conclusion = this.conclusion.trim();
    return {
      ...(this.outcome === card.outcome ? {} : { outcome: this.outcome }),
      ...(conclusion === (card.conclusion ?? '').trim() ? {} : { conclusion })
    };
  }

  private _fail(problem: unknown): void {
    this._set('failed', sentenceOf(problem));
  }

  private _set(step: Step, problem: string | null = null): void {
    this._step = step;
    this._problem = problem;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _leaving = new AbortController();
  private readonly _reasons = new Map<string, string>();
  private _step: Step = 'checking';
  private _problem: string | null = null;
  private _scan: Schemas['PrivacyScan'] | null = null;
  private _published: IPublished | null = null;
}
