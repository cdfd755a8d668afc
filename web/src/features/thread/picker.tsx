/** A list over the field to choose from while typing; the field keeps the focus and steers it. */
import { useEffect, useRef } from 'react';
import css from './composer.module.css';

export interface Option {
  id: string;
  title: string;
  detail?: string;
}

interface Props {
  id: string;
  label: string;
  empty: string;
  options: Option[];
  active: number;
  onPick: (option: Option) => void;
}

export const optionId = (list: string, index: number): string => `${list}-${index}`;

export function Picker({ id, label, empty, options, active, onPick }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(optionId(id, active))}`)?.scrollIntoView({
      block: 'nearest',
    });
  }, [id, active]);
  return (
    <div className={css.picker}>
      {options.length === 0 && <p role="status">{empty}</p>}
      <div ref={list} id={id} role="listbox" aria-label={label}>
        {options.map((option, index) => (
          // The field hears the keys; the pointer is another way to the same choice.
          <div
            key={option.id}
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => {
              event.preventDefault();
              onPick(option);
            }}
          >
            <strong>{option.title}</strong>
            {option.detail && <span>{option.detail}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
