/** All keys on one sheet, and the switch for the single letters. */
import { Kbd, Modal, Switch } from '@mantine/core';
import { type TextKey, useTexts } from '../texts/texts.js';
import css from './key-sheet.module.css';
import { allowSingleKeys, useSingleKeys } from './shortcuts.js';

const KEYS: [string[], TextKey][] = [
  [['j', 'k'], 'keys.move'],
  [['Enter'], 'keys.open'],
  [['a', 'keys.space'], 'keys.accept'],
  [['F2'], 'keys.acceptAnywhere'],
  [['q', 'F8'], 'keys.question'],
  [['s', 'F9'], 'keys.advice'],
  [['d', 'F4'], 'keys.dispatch'],
  [['c'], 'keys.claim'],
  [['r'], 'keys.reply'],
  [['n'], 'keys.note'],
  [['/'], 'keys.filter'],
  [['1', '2', '3'], 'keys.views'],
  [['Esc'], 'keys.back'],
  [['?'], 'keys.sheet'],
];

export default function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const single = useSingleKeys();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys.title')}
      centered
      transitionProps={{ duration: 0 }}
    >
      <table className={css.sheet}>
        <tbody>
          {KEYS.map(([keys, meaning]) => (
            <tr key={meaning}>
              <th scope="row">
                {keys.map((key) => (
                  <Kbd key={key}>{key === 'keys.space' ? t('keys.space') : key}</Kbd>
                ))}
              </th>
              <td>{t(meaning)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Switch
        mt="md"
        label={t('keys.single')}
        checked={single}
        onChange={(event) => allowSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
