/** A photo as large as the screen allows. */
import { Modal } from '@mantine/core';
import css from './photo-viewer.module.css';

interface Props {
  url: string;
  label: string;
  onClose: () => void;
}

export default function PhotoViewer({ url, label, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={label} fullScreen transitionProps={{ duration: 0 }}>
      <div className={css.stage}>
        <a href={url} target="_blank" rel="noreferrer" title={label}>
          <img src={url} alt={label} />
        </a>
      </div>
    </Modal>
  );
}
