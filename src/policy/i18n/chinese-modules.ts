/** Names that are the same in Chinese: identifiers as the wire spells them. */
const UNTRANSLATED = [
  'AppID',
  'APPID',
  'AppId',
  'UIN',
  'SubUIN',
  'SecretId',
  'SecretKey',
  'PersonID',
  'RequestId',
  'callID',
  'Call ID',
  'UA',
  'UpStreamIp',
  'Header',
  'Caller',
  'ServiceName',
  'Session',
  'Rsp',
  'eCode',
  'eCodeStr',
  'sourcetype',
  'subactionuin',
  'token',
  'indexname',
  'nodeip',
] as const;

/** The texts of the features' modules, by their English wording. */
export const chineseModules: Readonly<Record<string, string>> = {
  ...Object.fromEntries(UNTRANSLATED.map((name) => [name, name])),

  // Features
  'Optical Character Recognition': '文字识别（OCR）',
  'Identity verification (eKYC)': '身份核验（eKYC）',
  'Automatic Speech Recognition': '语音识别（ASR）',
  'Facial Recognition': '人脸识别',

  // Availability, history and conditions
  'Available globally.': '全球可用。',
  'Available globally; meant for users in the same country or region as the chosen service region.':
    '全球可用；面向与所选服务地域处于同一国家或地区的用户。',
  'Available in certain jurisdictions (Hong Kong, Singapore, Thailand, Taiwan and other Asian ones).':
    '在部分法域可用（香港、新加坡、泰国、台湾及其他亚洲法域）。',
  'An earlier version of the privacy module has no Identification Data.':
    '隐私模块的较早版本不包含身份识别数据。',
  'The caller warrants every consent that Identification Data needs; who does not consent must not use the feature for that purpose, and then nothing is kept as Identification Data.':
    '调用方保证已取得身份识别数据所需的全部同意；不同意者不得为该目的使用本功能，此时不会留存任何身份识别数据。',
  'The caller warrants that end users are of the age of consent of their jurisdiction, or that parental consent was obtained.':
    '调用方保证终端用户已达到其所在法域可自行作出同意的年龄，或已取得其父母或监护人的同意。',
  'The caller warrants every consent that the processing needs.': '调用方保证已取得处理所需的全部同意。',
  'The caller warrants every consent that the processing needs, and that end users are of the age of consent of their jurisdiction, or that parental consent was obtained.':
    '调用方保证已取得处理所需的全部同意，并保证终端用户已达到其所在法域可自行作出同意的年龄，或已取得其父母或监护人的同意。',
  'The feature has a service level agreement of its own.': '本功能适用其单独的服务等级协议。',
  'Data is shared also with a named affiliate sub-processor.': '数据还会与一家具名的关联子处理者共享。',
  'A named affiliate of the operator': '运营者的一家具名关联公司',
  'facial recognition': '人脸识别',

  // Categories
  'Monitoring Data': '监控数据',
  'Operation and Maintenance Log': '运维日志',
  'Operation Log': '操作日志',
  'Identification Data': '身份识别数据',
  'Images uploaded and returned results': '上传的图像及返回的结果',
  'Images, videos and results': '图像、视频及结果',
  'Audio data': '音频数据',
  'Recognition results': '识别结果',
  'Error log': '错误日志',
  'Running log': '运行日志',
  'Face features': '人脸特征',
  'Face images': '人脸图像',
  // Within a sentence
  'face images': '人脸图像',
  'face features': '人脸特征',

  // Fields
  'interface name': '接口名称',
  result: '结果',
  'start and end call time': '调用的开始和结束时间',
  region: '地域',
  fee: '费用',
  'interface call volume': '接口调用量',
  timestamp: '时间戳',
  'single-step debugging information': '单步调试信息',
  'desensitised request and response': '脱敏后的请求和响应',
  name: '姓名',
  address: '地址',
  'identification number': '证件号码',
  country: '国家',
  'date of birth': '出生日期',
  'biometric information (face images)': '生物识别信息（人脸图像）',
  photos: '照片',
  'images of cards, certificates, documents': '卡片、证件、文件的图像',
  'information extracted from them': '从中提取的信息',
  'nation code': '国家代码',
  'debug log': '调试日志',
  action: '操作',
  type: '类型',
  offset: '偏移量',
  host: '主机',
  cost: '耗时',
  'face images and videos': '人脸图像和视频',
  'ID images and results': '证件图像和结果',
  'audio uploaded by end users': '终端用户上传的音频',
  'result text': '结果文本',
  'audio time': '音频时长',
  'engine type': '引擎类型',
  'create time': '创建时间',
  'upstream and downstream states': '上下游状态',
  'user input and output': '用户的输入和输出',
  'whether the request succeeded': '请求是否成功',
  'API information (AppID, UIN, SubUIN, Region, input parameters, return code)':
    '接口信息（AppID、UIN、SubUIN、地域、输入参数、返回码）',
  'algorithm output': '算法输出',
  'user request IP': '用户请求的 IP 地址',
  'user account': '用户账号',
  'request timestamp': '请求时间戳',
  'request interface': '请求的接口',
  'billed or unbilled': '是否计费',
  'access time': '访问时间',
  'recognition results': '识别结果',
  "a set of binary strings made from the end user's face images by algorithm/model transcoding, with no actual content and irreversible":
    '由终端用户的人脸图像经算法或模型转码而成的一组二进制字符串，不含实际内容且不可逆',
  'face images of end users': '终端用户的人脸图像',
  'identifier the caller gives each end user': '调用方为每位终端用户指定的标识符',

  // Uses
  'billing and metering': '计费与计量',
  billing: '计费',
  'make the service function': '使服务正常运行',
  'analyse errors': '分析错误',
  'analyse errors and failures': '分析错误与故障',
  troubleshoot: '排查问题',
  troubleshooting: '问题排查',
  'performance analysis': '性能分析',
  'provide the feature': '提供本功能',
  'only to provide the feature': '仅用于提供本功能',
  'improve models': '改进模型',
  'improve and optimise training models': '改进和优化训练模型',
  'safer, more convenient registration': '使注册更安全、更便捷',
  'safer, more convenient registration for end users': '使终端用户的注册更安全、更便捷',
  'features are extracted from them': '从中提取特征',

  // Legal bases
  contract: '履行合同',
  'legal obligation': '法定义务',
  'explicit consent': '明示同意',
  "caller's instruction": '调用方的指示',
  'legitimate interests': '正当利益',
  'legitimate interests; explicit consent for sensitive data': '正当利益；敏感数据须取得明示同意',
  'legitimate interests; explicit consent of the end user (collected by the caller) for whatever is sensitive':
    '正当利益；凡属敏感数据，须取得终端用户的明示同意（由调用方收集）',

  // Where it is kept, as published
  'relational (TencentDB for MySQL), stored and backed up': '关系型数据库（TencentDB for MySQL），存储并备份',
  'relational (TencentDB for MySQL)': '关系型数据库（TencentDB for MySQL）',
  relational: '关系型数据库',
  'log index (Elasticsearch Service), stored and backed up': '日志索引（Elasticsearch Service），存储并备份',
  'log index (Cloud Log Service)': '日志索引（Cloud Log Service）',
  'metrics (Cloud Monitor)': '指标（Cloud Monitor）',
  objects: '对象存储',
  'objects (Cloud Object Storage)': '对象存储（Cloud Object Storage）',
  'local ring': '本地环形存储',
  'nowhere: not stored': '不在任何地方：不存储',
  'not stated': '未说明',

  // Retention, as published
  '2 years': '2年',
  '2 months': '2个月',
  '3 months': '3个月',
  '30 days': '30天',
  '7 days': '7天',
  'deleted when processing completes, and in any case on the day of upload; never processed further':
    '处理完成即删除，且无论如何在上传当日删除；绝不作进一步处理',
  'deleted automatically after 2 hours': '2小时后自动删除',
  '24 hours, or on a deletion request (then immediately), whichever is earlier':
    '24小时，或在收到删除请求时（立即删除），以较早者为准',
  '7 days, or on a deletion request (then immediately), whichever is earlier':
    '7天，或在收到删除请求时（立即删除），以较早者为准',
  'deleted automatically once storage reaches 2 GB (in practice several days)':
    '存储达到 2 GB 即自动删除（实际约为数日）',
  'lifetime of the service or until a deletion request': '服务存续期间，或直至收到删除请求',
  'lifetime of the service or until deleted': '服务存续期间，或直至被删除',
  none: '无',
};
