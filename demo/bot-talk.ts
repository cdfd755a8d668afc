import type { PhraseKey } from './bubble.js';
import type { Hands } from './hands.js';
import { isUrgent } from './stories.js';

type Answer = (hands: Hands) => Promise<void>;

const where: Answer = (hands) => (hands.chance.happens(0.35) ? hands.pin() : hands.speak('place'));
const tell: Answer = (hands) => hands.tell();
const category: Answer = ({ story, choose }) =>
  choose(`category.${story.category}`, 'category.more', 'category.other');
const landmark: Answer = (hands) =>
  hands.story.landmark === '-' ? hands.choose('skip') : hands.speak('landmark');

const evidence: Answer = (hands) => {
  const drawn = hands.chance.next();
  if (drawn < 0.4) return hands.photo();
  return drawn < 0.5 ? hands.voice() : hands.choose('skip', 'media.done');
};

const readBack: Answer = (hands) => {
  const corrects = hands.chance.happens(0.12) && hands.once();
  return corrects ? hands.choose('read.place') : hands.choose('read.send');
};

const who: Answer = ({ person, choose }) =>
  choose(person.reporter === 'named' ? 'who.named' : `who.${person.reporter}`);

const inDanger: Answer = async (hands) => {
  const { story } = hands;
  await hands.words(story.people ?? 'saya sendiri');
  if (hands.chance.happens(0.5)) await hands.photo();
};

const goesOn: Answer = async (hands) => {
  const { story } = hands;
  if (!isUrgent(story) || !story.update || !hands.once()) return;
  await hands.pause(hands.chance.between(15, 40));
  await hands.words(story.update);
};

/** Does something else first, as people do now and then. */
const sometimesWrong =
  (answer: Answer): Answer =>
  (hands) =>
    hands.chance.happens(0.07) && hands.firstTry() ? hands.speak('wrong') : answer(hands);

const thank: Answer = async (hands) => {
  if (hands.chance.happens(0.4)) await hands.speak('thanks');
};

/** How a citizen answers each question of the bot. */
export const ANSWERS: Readonly<Partial<Record<PhraseKey, Answer>>> = {
  'menu.ask': tell,
  'menu.again': (hands) => hands.speak('again'),
  'describe.ask': tell,
  'describe.again': (hands) => hands.speak('again'),
  'describe.change': tell,
  'describe.voice': tell,
  'question.ask': tell,
  'category.ask': category,
  'category.again': category,
  'place.ask': sometimesWrong(where),
  'place.again': (hands) => hands.pin(),
  'place.village': where,
  'place.change': (hands) => hands.speak('place'),
  'area.ask': (hands) => hands.pickArea(),
  'area.again': (hands) => hands.pickArea(),
  'landmark.ask': landmark,
  'landmark.again': (hands) => hands.choose('skip'),
  'media.ask': evidence,
  'media.ask-sealed': (hands) => hands.choose('skip', 'media.done'),
  'media.again': (hands) => hands.choose('skip', 'media.done'),
  'who.ask': sometimesWrong(who),
  'who.ask-sealed': (hands) => hands.choose('who.secret'),
  'who.again': who,
  'name.ask': (hands) => hands.speak('name'),
  'name.again': (hands) => hands.speak('name'),
  'read.back': readBack,
  'read.again': (hands) => hands.choose('read.send'),
  'resume.ask': (hands) => hands.choose('resume.continue'),
  'human.offer': (hands) => hands.choose('human.yes'),
  'danger.check': (hands) => hands.choose('danger.yes'),
  'danger.place': where,
  'danger.place-known': where,
  'danger.people': inDanger,
  'danger.filed': goesOn,
  'danger.nudge': (hands) => hands.speak('hurry'),
  'danger.stay': (hands) => hands.choose('danger.still'),
  receipt: thank,
};
