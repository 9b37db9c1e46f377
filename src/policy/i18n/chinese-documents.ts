/** What the documents themselves say, by its English wording. */
export const chineseDocuments: Readonly<Record<string, string>> = {
  // Operator
  Operator: '运营者',
  What: '事项',
  Who: '内容',
  Name: '名称',
  Address: '地址',
  Contact: '联系方式',
  'Data protection officer': '数据保护官',
  'Representative in the EU': '欧盟境内代表',
  'not stated ({0} in the overlay)': '未说明（请在附加规则文件中填写 {0}）',
  '{0}: {1}': '{0}：{1}',

  // Notices
  'Privacy notice: {0}': '隐私声明：{0}',
  'Data processing notice: {0}': '数据处理声明：{0}',
  'About this notice': '关于本声明',
  'This notice says which personal data the operator of this service keeps about calls to this feature, why, where and for how long. It is generated from the rules that the service executes.':
    '本声明说明本服务的运营者就本功能的调用留存哪些个人数据、为何留存、存于何处以及留存多久。本声明由服务实际执行的规则生成。',
  'This notice says what the operator of this service does, as processor, with the content that a caller sends to this feature. The caller’s organisation is the controller. It is generated from the rules that the service executes.':
    '本声明说明本服务的运营者作为处理者如何处理调用方发送至本功能的内容。调用方所属组织为控制者。本声明由服务实际执行的规则生成。',
  'Privacy module of {0}.': '隐私模块版本：{0}。',
  'Data processing module of {0}.': '数据处理模块版本：{0}。',
  'Here: only in {0} ({1}).': '本部署：仅限 {0}（{1}）。',
  'Data the operator decides on': '由运营者决定处理的数据',
  'The operator is the controller.': '运营者为控制者。',
  'Content processed for the caller': '为调用方处理的内容',
  'The operator is the processor; what happens to it is the caller’s instruction.':
    '运营者为处理者；如何处理由调用方指示。',
  'Kept whatever the feature': '与具体功能无关的留存数据',
  'By the base policy.': '依据基础政策。',
  Promise: '承诺',
  Data: '数据',
  Use: '用途',
  Role: '角色',
  'Legal basis': '法律依据',
  'Kept in': '存储位置',
  'Retention as published': '公布的保留期限',
  'Retention in force': '现行的保留期限',
  'controller: the operator of this service decides why and how':
    '控制者：本服务的运营者决定处理的目的和方式',
  'processor: the operator acts for the caller, who is the controller':
    '处理者：运营者代表调用方处理，调用方为控制者',
  Conditions: '条件',

  // Requests, jurisdictions, sub-processors
  'Requests, and the end of an account': '请求与账户终止',
  'A data subject’s request is answered within {0} ({1} more where needed), once identity is verified.':
    '身份核验后，数据主体的请求在{0}内答复（必要时可再延长{1}）。',
  'A data subject’s request is answered within {0}, once identity is verified.':
    '身份核验后，数据主体的请求在{0}内答复。',
  'Where a law demands a longer time than the promise allows, the record is kept apart, is used for nothing else, and goes when the law lets it.':
    '法律要求的保留时间长于承诺时，该记录分开保管、不作他用，并在法律允许时删除。',
  'A restored back-up brings nothing back that was erased or has expired.':
    '恢复备份不会使任何已删除或已到期的数据重新出现。',
  Jurisdictions: '法域',
  Jurisdiction: '法域',
  'Minimum age': '最低年龄',
  'Requests answered within': '请求答复期限',
  'Contracting entity': '签约主体',
  'Must be kept': '必须保留',
  '{0} (+ {1})': '{0}（+ {1}）',
  '{0} Here: {1}.': '{0}涉及：{1}。',
  'A duty to keep binds only where the data subject’s jurisdiction is known.':
    '仅在已知数据主体所在法域时，保留义务才具约束力。',
  'Sub-processors': '子处理者',
  Purpose: '目的',
  Location: '所在地',
  From: '起始日',
  Source: '来源',
  'as published': '依公布内容',
  'None.': '无。',

  // Annex
  'Data processing annex: {0}': '数据处理附件：{0}',
  'About this annex': '关于本附件',
  'This annex to the processing agreement says what the operator does, as processor, with content of this feature (GDPR art. 28(3)). The customer, who is the controller, is the holder of the AppID. It is generated from the rules that the service executes.':
    '本附件为处理协议的附件，说明运营者作为处理者如何处理本功能的内容（GDPR 第28条第3款）。客户即 AppID 的持有者，为控制者。本附件由服务实际执行的规则生成。',
  'Subject matter and duration': '处理的标的与期限',
  'Subject matter: {0}, for content that the customer sends and whose controller it is.':
    '标的：{0}，针对客户发送且由客户担任控制者的内容。',
  'Duration: as long as the customer’s account is open; of each category, not longer than the time limits below.':
    '期限：客户账户存续期间；各类别均不超过下列时限。',
  'Nature and purpose': '处理的性质与目的',
  'Nature: receiving, recognising in memory, answering, keeping where a rule below says so, and erasing; automated, without decisions about persons.':
    '性质：接收、在内存中识别、应答、在下列规则规定时留存，以及删除；均为自动处理，不对个人作出决定。',
  'Purpose: {0}.': '目的：{0}。',
  'Personal data and data subjects': '个人数据与数据主体',
  Category: '类别',
  'Types of personal data': '个人数据类型',
  'Data subjects': '数据主体',
  'Time limits': '时限',
  'biometric data (GDPR art. 9)': '生物识别数据（GDPR 第9条）',
  'end users of the caller': '调用方的终端用户',
  'persons whom the documents name or show': '文件中载明或显示的人员',
  'persons who speak in the recordings, or are spoken of': '录音中说话或被提及的人员',
  'the caller’s staff who make or pay for calls': '调用方负责调用或付费的人员',
  'Obligations of the processor': '处理者的义务',
  '(a) Content is processed only on the customer’s documented instructions: its calls, and this annex; this holds for transfers to third countries too.':
    '(a) 仅按客户有记录的指示处理内容，即其调用和本附件；向第三国的传输亦同。',
  '(b) Whoever the operator lets have access is bound to confidentiality.':
    '(b) 运营者准许接触数据的任何人均负有保密义务。',
  '(c) The measures listed below are taken (GDPR art. 32).': '(c) 采取下列措施（GDPR 第32条）。',
  '(d) A sub-processor is engaged only under the same obligations; a new one is announced at least {0} before it begins, and the customer may object.':
    '(d) 子处理者须承担同等义务方可委任；新增子处理者至少在其开始处理前{0}公告，客户可提出异议。',
  '(e) The operator helps the customer to answer data subjects: {0}': '(e) 运营者协助客户答复数据主体：{0}',
  '(f) The operator helps the customer with security, with notices of breaches, and with impact assessments (GDPR art. 32 to 36), as far as the processing is its own.':
    '(f) 就其自身的处理，运营者协助客户履行安全、泄露通知和影响评估方面的义务（GDPR 第32至36条）。',
  '(g) At the end everything is erased or returned, as said below.': '(g) 终止时按下文删除或返还全部数据。',
  '(h) The operator gives the customer what shows that these obligations are met, and tells it at once if an instruction seems to infringe the law.':
    '(h) 运营者向客户提供证明上述义务已获履行的资料，并在认为某项指示违法时立即告知客户。',
  'Security measures': '安全措施',
  'Erasure and return at the end': '终止时的删除与返还',
  'After the account is closed': '销户之后',
  'nothing is there to be erased': '没有可供删除的数据',
  Audits: '审计',
  'Audits are done on the record of forgetting: each erasure, expiry and refusal has a receipt in an append-only Merkle log, and whoever holds the log’s public key can check offline that a receipt is in it, and that nothing in it was changed, dropped or reordered.':
    '审计以遗忘记录为依据：每次删除、到期和拒绝均在只可追加的默克尔日志中留有回执；持有该日志公钥者可以离线核验某一回执确在其中，且其中没有任何内容被更改、删去或调换次序。',
  '{0}: a proof of one receipt, which {1} verifies offline.': '{0}：生成某一回执的证明，由 {1} 离线核验。',
  '{0}: whether the log is whole.': '{0}：核验日志是否完整。',
  '{0}: what is held now, by category, and until when.': '{0}：现有哪些数据，按类别列出，以及保留至何时。',
  '{0}: the rules in force, each with the clause that demands it.': '{0}：现行规则及各自所依据的条款。',

  // Measures
  'Sealed at rest: every record is encrypted with AES-256-GCM under a data key of its own scope; data keys open only with the master key, which is kept outside the stores and can be rotated.':
    '静态加密：每条记录均以其所属范围的数据密钥按 AES-256-GCM 加密；数据密钥仅能以主密钥打开，主密钥保存在存储之外并可轮换。',
  'Erasure by key destruction: a data key that seals nothing but what goes is destroyed first, so that every copy becomes unreadable at once; in any case rows are overwritten and files removed.':
    '销毁密钥以删除：仅用于封存待删数据的数据密钥首先被销毁，使所有副本立即不可读；无论如何，数据行均被覆写，文件均被移除。',
  'Keyed hashes: a record is found by HMAC-SHA256 of its identifiers, never by the identifiers themselves.':
    '带密钥的哈希：记录通过其标识符的 HMAC-SHA256 值查找，从不通过标识符本身查找。',
  'Desensitised logs: a log holds only fields that are declared harmless; everything else is withheld before it is written.':
    '日志脱敏：日志仅包含声明为无害的字段，其余内容在写入前即予剔除。',
  'Deadlines that are executed: every record that a rule bounds in time carries the instant of its erasure and is erased then.':
    '期限得到执行：凡有时限规则的记录均带有其删除时刻，并在该时刻删除。',
  'Receipts: erasures, expiries and refusals are entered in an append-only Merkle log of salted commitments that hold no data; its heads are signed (Ed25519).':
    '回执：删除、到期和拒绝均以加盐承诺值记入只可追加的默克尔日志，其中不含数据；日志树头均经签名（Ed25519）。',
  'Restriction: what a law or an order has kept beyond its deadline is moved apart, sealed anew, and in no search, bill or log.':
    '限制处理：依法律或命令在期限届满后仍须保留的数据分开存放、重新加密，不出现在任何检索、账单或日志中。',
  'Data minimisation: a field that no rule declares is refused; nothing personal is written to temporary files.':
    '数据最小化：规则未声明的字段一律拒绝；个人数据不写入临时文件。',
  'Back-ups that forget: a sealed back-up holds no data key, so what is erased or expires can no longer be read in it, and a restore lets nothing of it in.':
    '会遗忘的备份：加密备份不含任何数据密钥，因此已删除或到期的内容在其中无法再被读取，恢复时也不会被还原。',
  'Separation: a call of one AppID neither sees, finds nor erases what belongs to another.':
    '隔离：一个 AppID 的调用不能查看、查找或删除属于另一个 AppID 的数据。',
  'Signed calls: every call carries a signature and a timestamp that are checked before anything else; beyond the machine itself the service listens only with TLS, unless the operator expressly waives it.':
    '调用签名：每次调用均带有签名和时间戳，并首先予以核验；在本机之外，服务仅通过 TLS 监听，除非运营者明示放弃。',
  'Recognition on the operator’s own machines: models run in worker processes of their own; content is sent to no other recognition service.':
    '在运营者自有的机器上识别：模型在独立的工作进程中运行；内容不会发送至其他识别服务。',
  'AES-256-GCM at rest': 'AES-256-GCM 静态加密',
  'erasure by key destruction': '销毁密钥以删除',
  'identifiers only as keyed hashes': '标识符仅以带密钥的哈希保存',
  'desensitised logs': '日志脱敏',
  'deadlines executed by the service': '期限由服务执行',
  'receipts of every erasure': '每次删除均有回执',
  'may be in sealed back-ups': '可能存在于加密备份中',

  // Record of processing activities
  'Record of processing activities': '处理活动记录',
  'About this record': '关于本记录',
  'What GDPR art. 30 asks of a controller and of a processor, one line for each category of data. It is generated from the rules that the service executes.':
    'GDPR 第30条对控制者和处理者所要求的内容，每个数据类别一行。本记录由服务实际执行的规则生成。',
  'As controller (GDPR art. 30(1))': '作为控制者（GDPR 第30条第1款）',
  'As processor (GDPR art. 30(2))': '作为处理者（GDPR 第30条第2款）',
  Record: '记录',
  'Role of the operator': '运营者的角色',
  controller: '控制者',
  processor: '处理者',
  'Name and contact of operator, representative and data protection officer':
    '运营者、代表和数据保护官的名称与联系方式',
  Feature: '功能',
  Purposes: '处理目的',
  'Categories of data subjects': '数据主体类别',
  'Categories of personal data': '个人数据类别',
  'Categories of recipients': '接收方类别',
  'Transfers to third countries': '向第三国的传输',
  'Time limits for erasure': '删除时限',
  'Technical and organisational measures': '技术和组织措施',
  'Controller on whose behalf': '所代表的控制者',
  'Categories of processing': '处理类别',
  'the operator': '运营者',
  'the caller, as controller': '调用方（作为控制者）',
  'the customer that holds the AppID of the call': '持有该次调用 AppID 的客户',
  '{0}: location not stated': '{0}：所在地未说明',
  Measures: '措施',
  'Technical measures that the software takes. Organisational ones are the operator’s to add.':
    '本软件采取的技术措施。组织措施由运营者补充。',

  // List of sub-processors
  'Engaged by this deployment': '由本部署委任',
  'Named by the published modules': '由公布的模块载明',
  Features: '功能',
  Announced: '公告日',
  'Last day to object': '异议截止日',
  Begins: '开始日',
  'Days of notice': '公告天数',
  'Notice of changes': '变更通知',
  'What changed since the earlier list:': '自上一份名单以来的变更：',
  Change: '变更',
  added: '新增',
  removed: '移除',
  changed: '变更',
  '{0}: {1} → {2}': '{0}：{1} → {2}',
  'not announced anew: the day of announcement is the earlier one': '未重新公告：公告日仍为先前日期',
  'Nothing.': '无变更。',
  'How to object': '如何提出异议',
  'A sub-processor begins at the earliest {0} after the day of its announcement. A customer may object until the end (UTC) of the last day before it begins, at the operator’s contact above.':
    '子处理者最早在公告日之后{0}开始处理。客户可在其开始处理前最后一日结束（UTC）之前，通过上述运营者的联系方式提出异议。',

  // Data map
  'Data map: what is kept, where, and until when': '数据地图：留存什么、存于何处、保留至何时',
  Store: '存储',
  Deadline: '期限',
  'log index': '日志索引',
  'object store': '对象存储',
  'ring on local disk': '本地磁盘环形存储',
  'not stored': '不存储',
  'and its back-ups': '及其备份',
  'operator is controller': '运营者为控制者',
  'operator is processor, for the caller': '运营者为处理者，代表调用方',
};
