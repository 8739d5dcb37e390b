import { useTranslation } from 'react-i18next';
import type { BackupFile } from '../../../src-shared/contract/backup-shapes.ts';
import { WideTable } from '../../components/wide-table.tsx';
import { sizeText } from '../../helpers/bytes.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** The copies that lie in the folder, the latest first. */
export function BackupFiles({ files }: { files: readonly BackupFile[] }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <h3 className="font-semibold">{t('backup.list')}</h3>
      <p className="mt-1 text-sm text-soft">
        {files.length === 0 ? t('backup.list-none') : t('backup.rotation')}
      </p>
      {files.length > 0 && (
        <WideTable className="mt-2">
          <table className="w-full text-left text-sm">
            <thead className="text-soft">
              <tr>
                <th className="py-1.5 pr-4 font-medium">{t('backup.made-at')}</th>
                <th className="py-1.5 pr-4 font-medium">{t('backup.size')}</th>
                <th className="py-1.5 pr-4 font-medium">{t('backup.kind')}</th>
              </tr>
            </thead>
            <tbody className="figures">
              {files.map(({ file, at, bytes, encrypted }) => (
                <tr key={file} title={file} className="border-t border-line">
                  <td className="py-1.5 pr-4 whitespace-nowrap">{format.moment(at)}</td>
                  <td className="py-1.5 pr-4 whitespace-nowrap">
                    {sizeText(bytes, i18n.language)}
                  </td>
                  <td className="py-1.5 pr-4">
                    {t(encrypted ? 'backup.encrypted' : 'backup.open')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </section>
  );
}
