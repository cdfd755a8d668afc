/** Who is responsible, by when, where, who reported it, and what came with it. */
import { lazy, Suspense, useState } from 'react';
import { mediaUrl } from '../../api.js';
import { serverNow } from '../../data/clock.js';
import { placeLines } from '../../data/places.js';
import type { ComplaintView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { shortDate } from '../../texts/times.js';
import { PlaceMap } from '../../ui/place-map.js';
import { Ago } from '../../ui/time.js';
import css from './panel.module.css';

const PhotoViewer = lazy(() => import('../../ui/photo-viewer.js'));
const OVER: readonly string[] = ['resolved', 'rejected', 'closed'];

function Due({ complaint }: { complaint: ComplaintView }) {
  const { t, language } = useTexts();
  const late = !OVER.includes(complaint.status) && Date.parse(complaint.dueAt) < serverNow();
  return (
    <dd className={late ? css.late : undefined}>
      {shortDate(language, complaint.dueAt)} (<Ago at={complaint.dueAt} />)
      {late && ` · ${t('case.overdue')}`}
    </dd>
  );
}

function Attachments({ ids }: { ids: string[] }) {
  const { t } = useTexts();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <dd className={css.thumbs}>
      {ids.map((id, index) => (
        <button key={id} type="button" onClick={() => setOpen(id)}>
          <img src={mediaUrl(id)} alt={t('case.openMedia', { number: index + 1 })} loading="lazy" />
        </button>
      ))}
      {open && (
        <Suspense fallback={null}>
          <PhotoViewer
            photos={ids.map((id) => ({ id, url: mediaUrl(id), label: t('case.photos') }))}
            first={open}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </dd>
  );
}

export function Facts({ complaint }: { complaint: ComplaintView }) {
  const { t, language } = useTexts();
  const { reporter, place, mediaIds, lastPublicNote } = complaint;
  const name = 'name' in reporter && reporter.name ? reporter.name : '';
  const lines = placeLines(place);
  return (
    <dl className={css.facts}>
      <dt>{t('case.agency')}</dt>
      <dd>{complaint.agency.name}</dd>
      <dt>{t('case.due')}</dt>
      <Due complaint={complaint} />
      <dt>{t('case.filedAt')}</dt>
      <dd>{shortDate(language, complaint.filedAt)}</dd>
      <dt>{t('case.reporter')}</dt>
      <dd>{t(`case.reporter.${reporter.kind}`, { name })}</dd>
      {lastPublicNote && (
        <>
          <dt>{t('case.lastNote')}</dt>
          <dd>{lastPublicNote}</dd>
        </>
      )}
      <dt>{t('case.place')}</dt>
      <dd>
        {lines.length === 0 && !place.point && t('case.noPlace')}
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </dd>
      {place.point && (
        <dd className={css.wide}>
          <PlaceMap point={place.point} />
        </dd>
      )}
      {mediaIds.length > 0 && (
        <>
          <dt>{t('case.photos')}</dt>
          <Attachments ids={mediaIds} />
        </>
      )}
    </dl>
  );
}
