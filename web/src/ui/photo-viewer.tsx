/** Photos as large as the screen allows: zoom, move, next and previous, all by keyboard too. */
import { ActionIcon, Modal } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { type TextKey, useTexts } from '../texts/texts.js';
import { IconArrowLeft, IconArrowRight, IconDownload, IconMinus, IconPlus } from './icons.js';
import css from './photo-viewer.module.css';

interface Shown {
  id: string;
  url: string;
  label: string;
}

interface Props {
  photos: Shown[];
  /** Id of the photo that is shown first. */
  first: string;
  onClose: () => void;
}

const STEP = 1.5;
const LARGEST = 8;
const MOVE_PIXELS = 60;
const WHOLE = { scale: 1, x: 0, y: 0 };

/** How the photo lies: zoomed and moved by hand, wheel or keys. */
function useZoom() {
  const [view, setView] = useState(WHOLE);
  const from = useRef<{ x: number; y: number } | null>(null);
  const far = useRef(false);
  const zoom = (factor: number): void =>
    setView((now) => {
      const scale = Math.min(LARGEST, Math.max(1, now.scale * factor));
      return scale === 1 ? WHOLE : { ...now, scale };
    });
  const move = (x: number, y: number): void =>
    setView((now) => (now.scale === 1 ? now : { ...now, x: now.x + x, y: now.y + y }));
  return {
    view,
    zoom,
    move,
    whole: () => setView(WHOLE),
    /** The press that has just ended moved the photo. */
    dragged: () => far.current,
    grips: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY };
        far.current = false;
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (!from.current || view.scale === 1) return;
        far.current = true;
        move(event.clientX - from.current.x, event.clientY - from.current.y);
        from.current = { x: event.clientX, y: event.clientY };
      },
      onPointerUp: () => {
        from.current = null;
      },
    },
  };
}

export default function PhotoViewer({ photos, first, onClose }: Props) {
  const { t } = useTexts();
  const [id, setId] = useState(first);
  const { view, zoom, move, whole, dragged, grips } = useZoom();
  const at = Math.max(
    0,
    photos.findIndex((photo) => photo.id === id),
  );
  const photo = photos[at];
  const turn = (by: number): void => {
    const next = photos[at + by];
    if (!next) return;
    whole();
    setId(next.id);
  };
  const sideways = (by: number): void => {
    if (view.scale > 1) move(-by * MOVE_PIXELS, 0);
    else turn(by);
  };
  const keys = new Map<string, () => void>([
    ['ArrowRight', () => sideways(1)],
    ['ArrowLeft', () => sideways(-1)],
    ['ArrowUp', () => move(0, MOVE_PIXELS)],
    ['ArrowDown', () => move(0, -MOVE_PIXELS)],
    ['PageDown', () => turn(1)],
    ['PageUp', () => turn(-1)],
    ['+', () => zoom(STEP)],
    ['=', () => zoom(STEP)],
    ['-', () => zoom(1 / STEP)],
    ['0', whole],
  ]);
  const pressed = (event: KeyboardEvent): void => {
    const act = keys.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };
  if (!photo) return null;
  const button = (words: TextKey, Sign: typeof IconPlus, act: () => void, off: boolean) => (
    <ActionIcon
      variant="default"
      size={40}
      aria-label={t(words)}
      title={t(words)}
      disabled={off}
      onClick={act}
    >
      <Sign size={20} aria-hidden />
    </ActionIcon>
  );
  return (
    <Modal
      opened
      onClose={onClose}
      onKeyDown={pressed}
      title={photo.label}
      fullScreen
      transitionProps={{ duration: 0 }}
      // A second banner of the page, otherwise.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <figure className={css.stage}>
        <button
          type="button"
          className={css.frame}
          data-zoomed={view.scale > 1}
          aria-label={t(view.scale > 1 ? 'viewer.whole' : 'viewer.larger')}
          onWheel={(event) => zoom(event.deltaY < 0 ? STEP : 1 / STEP)}
          onClick={() => {
            if (dragged()) return;
            if (view.scale > 1) whole();
            else zoom(STEP * STEP);
          }}
          {...grips}
        >
          <img
            key={photo.id}
            src={photo.url}
            alt={photo.label}
            draggable={false}
            style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
          />
        </button>
        <figcaption className={css.bar}>
          {button('viewer.previous', IconArrowLeft, () => turn(-1), at === 0)}
          <span className="numbers" role="status">
            {t('viewer.count', { at: at + 1, all: photos.length })}
          </span>
          {button('viewer.next', IconArrowRight, () => turn(1), at === photos.length - 1)}
          {button('viewer.smaller', IconMinus, () => zoom(1 / STEP), view.scale === 1)}
          {button('viewer.larger', IconPlus, () => zoom(STEP), view.scale === LARGEST)}
          <ActionIcon
            component="a"
            variant="default"
            size={40}
            href={photo.url}
            download
            aria-label={t('message.download')}
            title={t('message.download')}
          >
            <IconDownload size={20} aria-hidden />
          </ActionIcon>
        </figcaption>
      </figure>
    </Modal>
  );
}
