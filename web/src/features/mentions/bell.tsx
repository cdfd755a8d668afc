/** Notes in which colleagues call the signed-in person, until they have looked. */
import { ActionIcon, Indicator, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { wantMessage } from '../../data/intent.js';
import { useMentions } from '../../data/queries.js';
import { inboxPath, usePath } from '../../data/route.js';
import { useTexts } from '../../texts/texts.js';
import { IconAt } from '../../ui/icons.js';
import { Ago } from '../../ui/time.js';

/** Says aloud what came since the page was opened; what stood there before only counts. */
function useAnnounced(mentions: ReturnType<typeof useMentions>): void {
  const { t } = useTexts();
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const ids = mentions.map(({ messageId }) => messageId);
    const before = known.current;
    known.current = new Set([...(before ?? []), ...ids]);
    for (const { messageId, by, text } of before ? mentions : []) {
      if (before?.has(messageId)) continue;
      notifications.show({ title: t('mentions.new', { name: by.name }), message: text });
    }
  }, [mentions, t]);
}

export function MentionBell() {
  const { t } = useTexts();
  const mentions = useMentions();
  const [, go] = usePath();
  useAnnounced(mentions);
  const label = t('mentions.title', { count: mentions.length });
  return (
    <Indicator disabled={mentions.length === 0} label={mentions.length} size={18} color="red.9">
      <Menu position="bottom-end" width={320} withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} radius="xl" aria-label={label} title={label}>
            <IconAt size={19} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{label}</Menu.Label>
          {mentions.map(({ messageId, conversationId, by, text, at }) => (
            <Menu.Item
              key={messageId}
              onClick={() => {
                wantMessage(conversationId, messageId);
                go(inboxPath('all', conversationId));
              }}
            >
              <Text size="sm" fw={600}>
                {by.name} · <Ago at={at} />
              </Text>
              <Text size="sm" lineClamp={2}>
                {text}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Indicator>
  );
}
