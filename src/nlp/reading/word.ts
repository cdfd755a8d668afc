/** One word as triage understands it, and where the citizen wrote it. */
export interface Word {
  /** Plain, spelled out, repaired. */
  word: string;
  /** The Indonesian word for it, without what hangs on it; the word itself if that is not known. */
  head: string;
  /** The root of `head` by natural's stemmer. */
  stem: string;
  /** UTF-16 offsets into the text; several words can share a span (`rumahku`, `adakebakaran`). */
  start: number;
  end: number;
  /** Counts up at a full stop, a new line, "tapi". */
  sentence: number;
  /** False when nothing explains the spelling. */
  known: boolean;
  /** True when the word was guessed from a misspelling. */
  repaired: boolean;
  /** Stretched, all capitals or followed by an exclamation mark. */
  loud: boolean;
}
