/**
 * A request for PowerShell 5 and later, with what .NET has for it: `Invoke-WebRequest` waits for the end of a stream, and how quotes go on to `curl.exe`
 * depends on the version.
 */
import type { Attempt, Connection } from '../../model/connection.ts';
import { isHttp, NO_COMMAND, requestFacts, type CopyOptions } from './request-facts.ts';
import { quotePowerShell as quote } from './shell-quote.ts';

export function copyAsPowerShell(connection: Connection, attempt: Attempt | undefined, options: CopyOptions = {}): string {
  const { url, method, headers, redacted, body, bodyRemark } = requestFacts(connection, attempt, options);
  if (!isHttp(url)) return `# ${NO_COMMAND}\n`;
  const ofBody = headers.filter(({ name }) => /^content-/i.test(name));
  return [
    ...(redacted ? ['# Credentials were redacted: put them in where it says REDACTED.'] : []),
    ...(bodyRemark === undefined ? [] : [`# ${bodyRemark}`]),
    'Add-Type -AssemblyName System.Net.Http',
    // Cookies are a header here, and not those of a jar.
    '$handler = [System.Net.Http.HttpClientHandler]::new()',
    '$handler.UseCookies = $false',
    '$client = [System.Net.Http.HttpClient]::new($handler)',
    '$client.Timeout = [System.Threading.Timeout]::InfiniteTimeSpan',
    `$request = [System.Net.Http.HttpRequestMessage]::new([System.Net.Http.HttpMethod]::new(${quote(method)}), ${quote(url)})`,
    ...headers
      .filter((header) => !ofBody.includes(header))
      .map(({ name, value }) => `[void]$request.Headers.TryAddWithoutValidation(${quote(name)}, ${quote(value)})`),
    ...(body === undefined
      ? []
      : [
          `$request.Content = [System.Net.Http.ByteArrayContent]::new([System.Text.Encoding]::UTF8.GetBytes(${quote(body)}))`,
          ...ofBody.map(({ name, value }) => `[void]$request.Content.Headers.TryAddWithoutValidation(${quote(name)}, ${quote(value)})`),
        ]),
    '$response = $client.SendAsync($request, [System.Net.Http.HttpCompletionOption]::ResponseHeadersRead).Result',
    '$reader = [System.IO.StreamReader]::new($response.Content.ReadAsStreamAsync().Result)',
    'while ($null -ne ($line = $reader.ReadLine())) { $line }',
    '',
  ].join('\n');
}
