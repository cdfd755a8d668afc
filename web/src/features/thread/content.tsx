/** What a message says, one look a kind. */
import { Text } from '@mantine/core';
import type { Content } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconMapPin, IconPhone } from '../../ui/icons.js';
import { PlaceMap } from '../../ui/place-map.js';
import css from './bubble.module.css';
import { Media } from './media.js';

const Words = ({ text }: { text: string }) => <p className={css.text}>{text}</p>;

function Offered({ choices }: { choices: { value: string; label: string }[] }) {
  const { t } = useTexts();
  return (
    <ul className={css.offered} aria-label={t('message.offered')}>
      {choices.map((choice) => (
        <li key={choice.value}>{choice.label}</li>
      ))}
    </ul>
  );
}

function Pin({ content }: { content: Extract<Content, { kind: 'location' }> }) {
  const { t } = useTexts();
  const address = 'address' in content ? content.address : undefined;
  const named = [content.name, address].filter(Boolean).join(', ');
  return (
    <>
      <Text size="sm" fw={600} mb={4}>
        <IconMapPin size={15} aria-hidden /> {named || t('message.location')}
      </Text>
      <PlaceMap point={content} />
    </>
  );
}

/** The body of a bubble. */
export function MessageContent({ content }: { content: Content }) {
  const { t } = useTexts();
  switch (content.kind) {
    case 'text':
      return (
        <>
          <Words text={content.text} />
          {'ask' in content && content.ask && <small>{t('message.askLocation')}</small>}
          {'choices' in content && content.choices && <Offered choices={content.choices} />}
        </>
      );
    case 'choice':
      return (
        <p className={css.text}>
          <span className={css.aside}>{t('message.choice')}:</span> {content.label}
        </p>
      );
    case 'location':
      return <Pin content={content} />;
    case 'contact':
      return (
        <p className={css.text}>
          <IconPhone size={15} aria-hidden /> {content.name}
          <br />
          <a href={`tel:${content.phone}`}>{content.phone}</a>
        </p>
      );
    case 'edit':
      return content.text === '' ? (
        <p className={css.aside}>{t('message.deletion')}</p>
      ) : (
        <Words text={content.text} />
      );
    case 'reaction':
      return <Words text={content.emoji} />;
    case 'unsupported':
      return <p className={css.text}>{t('message.unsupported', { what: content.what })}</p>;
    default:
      return (
        <>
          <Media content={content} />
          {content.caption && <Words text={content.caption} />}
        </>
      );
  }
}
