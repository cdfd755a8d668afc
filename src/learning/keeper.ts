import { asError, SahutError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Clock } from '../models/clock.js';
import type { Person } from '../models/correction.js';
import type { Example } from '../models/example.js';
import {
  type Comparison,
  type Figures,
  isRefused,
  type ModelKeeper,
  type ModelState,
  type ModelVersion,
  type Retraining,
  type Stage,
} from '../models/model-version.js';
import type { Triage } from '../models/triage.js';
import type { Artefact, Card, Shelf } from './shelf.js';

type Read = (text: string) => Triage;

/** A training under way; `end` stops it. */
export interface Training {
  answer: Promise<{ model: Artefact; comparison: Comparison }>;
  end(): void;
}

export interface KeeperParts {
  shelf: Shelf;
  clock: Clock;
  log: Logger;
  shipped: { model: Artefact; figures: Figures | null };
  /** Makes triage of a model; throws when it does not fit this version of Sahut. */
  open(model: Artefact): Read;
  /** True when the messages that training needs came along. */
  hasCorpus(): boolean;
  train(
    order: { corrections: readonly Example[]; current: Artefact },
    tell: (stage: Stage) => void,
  ): Training;
}

/** The keeper, with triage by whatever model is in service. */
export interface Keeper extends ModelKeeper {
  triage: Read;
  /** Stops a training under way. */
  close(): void;
}

/** Opens the model in service; one that cannot be used gives way to the delivered one, and is logged. */
export function createKeeper(parts: KeeperParts): Keeper {
  const { shelf, clock, log, shipped } = parts;
  const shippedVersion = shipped.model.version;
  let inService = { model: shipped.model, read: undefined as Read | undefined };
  let retraining: Retraining | null = null;
  let training: Training | undefined;

  function cardOf(version: string): Card {
    const card = shelf.cards().find((each) => each.version === version);
    if (!card) throw new SahutError('model/unknown');
    if (card.refused) throw new SahutError('model/refused');
    return card;
  }

  function opened(version: string): { model: Artefact; read: Read } {
    if (version === shippedVersion)
      return { model: shipped.model, read: parts.open(shipped.model) };
    const card = cardOf(version);
    if (card.base !== shippedVersion) {
      throw new SahutError('model/broken', 'It was trained with another version of Sahut.');
    }
    const model = shelf.model(card);
    return { model, read: parts.open(model) };
  }

  async function put(version: string, by: Person): Promise<void> {
    const next = openedOrBroken(version);
    shelf.note({ at: clock.now(), by, from: inService.model.version, to: version });
    inService = next;
    log.info({ version, by: by.id }, 'another model of triage is in service');
  }

  function openedOrBroken(version: string): { model: Artefact; read: Read } {
    try {
      return opened(version);
    } catch (thrown) {
      if (thrown instanceof SahutError) throw thrown;
      log.error({ err: asError(thrown), version }, 'a model of triage cannot be used');
      throw new SahutError('model/broken', undefined, undefined, { cause: thrown });
    }
  }

  /** What was put into service last. */
  function wanted(): string {
    return shelf.switches()[0]?.to ?? shippedVersion;
  }

  function goOn(): void {
    const version = wanted();
    try {
      inService = opened(version);
    } catch (thrown) {
      const because = asError(thrown).message;
      log.error({ err: asError(thrown), version }, 'the delivered model of triage serves instead');
      inService = opened(shippedVersion);
      shelf.note({ at: clock.now(), from: version, to: shippedVersion, because });
    }
  }

  function kept(
    by: Person,
    corrections: number,
    learnt: Awaited<Training['answer']>,
  ): ModelVersion {
    const { model, comparison } = learnt;
    const { version } = model;
    const refused = isRefused(comparison);
    const card = { version, at: clock.now(), by, corrections, comparison, refused };
    shelf.keep({ ...card, base: shippedVersion }, model);
    return card;
  }

  async function course(examples: readonly Example[], by: Person): Promise<void> {
    const running = {
      state: 'running',
      stage: 'reading',
      since: clock.now(),
      by,
      corrections: examples.length,
    } as const;
    retraining = running;
    try {
      training = parts.train({ corrections: examples, current: inService.model }, (stage) => {
        retraining = { ...running, stage };
      });
      const { version, refused } = kept(by, examples.length, await training.answer);
      retraining = { state: 'done', version, at: clock.now() };
      log.info({ version, refused, corrections: examples.length }, 'triage was trained');
    } catch (thrown) {
      log.error({ err: asError(thrown) }, 'triage could not be trained');
      retraining = { state: 'failed', problem: asError(thrown).message, at: clock.now() };
    } finally {
      training = undefined;
    }
  }

  goOn();
  return {
    triage: (text) => {
      inService.read ??= parts.open(inService.model);
      return inService.read(text);
    },
    state: (): ModelState => ({
      version: inService.model.version,
      shipped: shippedVersion,
      shippedFigures: shipped.figures,
      corpus: parts.hasCorpus(),
      versions: shelf.cards().map(({ sum: _, base: __, ...card }) => card),
      switches: shelf.switches(),
      retraining,
    }),
    retrain(examples, by) {
      if (training) throw new SahutError('model/busy');
      if (!parts.hasCorpus()) throw new SahutError('model/no-corpus');
      if (examples.length === 0) throw new SahutError('model/nothing-to-learn');
      void course(examples, by);
    },
    serve: put,
    async rollBack(by) {
      const before = shelf.switches()[0]?.from;
      if (before === undefined) throw new SahutError('model/nothing-before');
      await put(before, by);
    },
    close: () => training?.end(),
  };
}
