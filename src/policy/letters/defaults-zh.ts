import type { LetterKind } from './kinds.ts';

const CLOSE = `## 您如何核对

每一步都在一份日志中留下了回执，该日志事后无法不被发现地更改。回执中不含您的任何数据。

{{receipts}}

## 您的权利

如果您不同意本答复，请与我们联系。您也可以向您居住地或工作地的个人信息保护主管部门投诉，或向法院起诉。

{{operatorName}}
{{operatorContact}}
`;

const opening = (title: string, asked: string): string => `# ${title}

{{today}}

您好：

我们于 {{receivedAt}} 收到您${asked}的请求（{{requestId}}），答复期限为 {{dueAt}}。
`;

/** The same letters in Chinese. */
export const defaultsZh: Readonly<Record<LetterKind, string>> = {
  erasure: `${opening('您的数据已删除', '删除个人数据')}
## 已完成的事项

{{done}}

## 仍保留的数据、原因及期限

{{kept}}

${CLOSE}`,
  access: `${opening('您的数据', '查阅我们所持有的您的个人数据')}
## 您将收到的内容

您将收到一个受口令保护的 zip 文件；口令会通过另外的途径告知您。文件中的 README.txt 说明各部分的内容、保存原因和期限。

{{done}}

## 单独保存的数据

{{kept}}

${CLOSE}`,
  restriction: `${opening('您的数据已限制处理', '限制处理个人数据')}
## 已完成的事项

我们持有的数据已单独保存。在限制解除之前不会用于任何目的，解除之前我们会通知您。

{{done}}

## 仍保留的数据、原因及期限

{{kept}}

${CLOSE}`,
  rectification: `${opening('您的数据已更正', '更正个人数据')}
## 已完成的事项

{{done}}

## 未更改的数据

{{kept}}

${CLOSE}`,
  rejection: `${opening('您的请求', '有关个人数据')}
我们未能按您的要求处理。

## 原因

{{reason}}

${CLOSE}`,
  'account-closing': `# 删除证明

{{today}}

账号 {{appId}} 已于 {{closedAt}} 注销。{{state}}

## 已删除的数据

{{done}}

## 仍保留的数据、原因及期限

{{kept}}

## 回执

{{receipts}}

{{operatorName}}
{{operatorContact}}
`,
};
