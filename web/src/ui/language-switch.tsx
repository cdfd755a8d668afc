import { Button } from '@mantine/core';
import { chooseLanguage, useTexts } from '../texts/texts.js';

/** ID ⇄ EN, remembered in this browser. */
export function LanguageSwitch() {
  const { language, t } = useTexts();
  const other = language === 'id' ? 'en' : 'id';
  return (
    <Button
      variant="default"
      size="compact-sm"
      lang={other}
      title={t('app.language')}
      onClick={() => chooseLanguage(other)}
    >
      {other === 'id' ? 'Bahasa Indonesia' : 'English'}
    </Button>
  );
}
