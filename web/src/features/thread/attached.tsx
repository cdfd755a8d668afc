/** The files that go with what is being written: what they look like, how far they are, what is wrong. */
import { ActionIcon, CloseButton } from '@mantine/core';
import { useRef } from 'react';
import { useTexts } from '../../texts/texts.js';
import { fileSize } from '../../texts/times.js';
import { IconCamera, IconFile, IconPaperclip } from '../../ui/icons.js';
import { type Attachment, TAKEN } from './attachment.js';
import css from './composer.module.css';

function File({ file, onRemove }: { file: Attachment; onRemove: () => void }) {
  const { t, language } = useTexts();
  const loading = file.mediaId === null && !file.problem;
  const state = loading
    ? t('composer.uploading', { percent: Math.round(file.share * 100) })
    : fileSize(language, file.bytes);
  return (
    <li className={css.file} data-problem={file.problem !== undefined}>
      {file.preview ? <img src={file.preview} alt="" /> : <IconFile size={20} aria-hidden />}
      <span className={css.fileName}>
        <strong>{file.name}</strong>
        <span role="status">{file.problem ?? state}</span>
        {loading && <progress value={file.share} aria-label={file.name} />}
      </span>
      <CloseButton
        size="sm"
        aria-label={`${t('composer.removeFile')}: ${file.name}`}
        onClick={onRemove}
      />
    </li>
  );
}

export function Attached({
  files,
  onRemove,
}: {
  files: Attachment[];
  onRemove: (key: string) => void;
}) {
  if (files.length === 0) return null;
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <File key={file.key} file={file} onRemove={() => onRemove(file.key)} />
      ))}
    </ul>
  );
}

interface ChooserProps {
  words: string;
  camera?: boolean;
  onFiles: (files: Iterable<globalThis.File>) => void;
}

/** Opens the files of this device, or its camera. */
export function Chooser({ words, camera = false, onFiles }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const Sign = camera ? IconCamera : IconPaperclip;
  return (
    <>
      <ActionIcon
        className={camera ? css.camera : css.attach}
        variant="subtle"
        size={40}
        aria-label={words}
        title={words}
        onClick={() => input.current?.click()}
      >
        <Sign size={20} aria-hidden />
      </ActionIcon>
      <input
        ref={input}
        type="file"
        multiple={!camera}
        accept={camera ? 'image/*' : TAKEN}
        {...(camera ? { capture: 'environment' as const } : {})}
        hidden
        aria-label={words}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
