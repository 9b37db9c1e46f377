import type { Messages } from './pairs.ts';

const TEXT_RULE_EN = 'it must be one line without control characters';
const TEXT_RULE_ZH = '只支持单行文字，不含控制字符';
const ID_RULE_EN = 'only English letters, digits and -%@#&_ are allowed';
const ID_RULE_ZH = '只支持英文、数字、-%@#&_';

/** Codes about pictures of faces. */
const pictures: Messages = {
  'FailedOperation.CompareFail': ['The faces could not be compared.', '人脸比对失败。'],
  'FailedOperation.FaceQualityNotQualified': [
    'The quality of the face is too low.',
    '人脸图片质量不符合要求。',
  ],
  'FailedOperation.FaceSizeTooSmall': ['The face is smaller than `MinFaceSize`.', '人脸小于 `MinFaceSize`。'],
  'FailedOperation.ImageDownloadError': ['The image could not be downloaded.', '图片下载失败。'],
  'FailedOperation.ImageFacedetectFailed': ['Face detection failed.', '人脸检测失败。'],
  'FailedOperation.ImageResolutionExceed': ['The image has too many pixels.', '图片分辨率过大。'],
  'FailedOperation.ImageResolutionTooSmall': [
    'The image is too small: its short side must have at least 64 pixels.',
    '图片过小：短边至少 64 像素。',
  ],
  'FailedOperation.ImageSizeExceed': [
    'The image is too large[: at most {limit} bytes as Base64].',
    '图片过大[：Base64 编码后最多 {limit} 字节]。',
  ],
  'FailedOperation.RequestTimeout': ['The request took too long.', '后端服务超时。'],
  'FailedOperation.ServerError': ['Recognition failed. Try again.', '算法服务异常，请重试。'],
  'InvalidParameterValue.FaceModelVersionIllegal': [
    '`FaceModelVersion` is not valid.',
    '`FaceModelVersion` 不合法。',
  ],
  'InvalidParameterValue.ImageEmpty': ['The image is empty.', '图片为空。'],
  'InvalidParameterValue.NoFaceInPhoto': ['There is no face in the image.', '图片中没有人脸。'],
  'InvalidParameterValue.QualityControlIllegal': [
    '`QualityControl` is not valid.',
    '`QualityControl` 不合法。',
  ],
  'InvalidParameterValue.UrlIllegal': ['The URL is not valid.', 'URL 格式不合法。'],
};

/** Codes about groups and persons. */
const groups: Messages = {
  'FailedOperation.AcrossVersionsError': [
    'This cannot be done across face model versions.',
    '该操作不支持跨算法模型版本。',
  ],
  'FailedOperation.ConflictOperation': ['The same person is being changed.', '请勿同时操作相同的人员。'],
  'FailedOperation.DuplicatedGroupDescription': [
    'The description fields of a group must have different names.',
    '同一人员库中自定义描述字段不可重复。',
  ],
  'FailedOperation.GroupCannotUpgrade': [
    'The group cannot be upgraded: it has the newest face model version.',
    '人员库无法升级：已是最新的算法模型版本。',
  ],
  'FailedOperation.GroupInDeletedState': ['The group is being deleted.', '人员库正在删除。'],
  'FailedOperation.GroupPersonMapExist': ['The person is already in the group.', '人员已在人员库中。'],
  'FailedOperation.GroupPersonMapNotExist': ['The person is not in the group.', '人员不在人员库中。'],
  'FailedOperation.SearchFacesExceed': ['Too many faces to search for.', '检索人脸个数超过限制。'],
  'FailedOperation.UpgradeJobIdNotExist': ['There is no such upgrade.', '人员库升级任务不存在。'],
  'InvalidParameterValue.AccountFaceNumExceed': ['The account has too many faces.', '账号人脸数量超出限制。'],
  'InvalidParameterValue.DeleteFaceNumExceed': [
    'A person must keep at least one face.',
    '每个人员至少保留一张人脸。',
  ],
  'InvalidParameterValue.FaceMatchThresholdIllegal': [
    '`FaceMatchThreshold` is not valid.',
    '`FaceMatchThreshold` 不合法。',
  ],
  'InvalidParameterValue.GroupExDescriptionsExceed': [
    'There are too many description fields, or one that the group does not have[: at most {limit}].',
    '人员库自定义描述字段超出限制或不存在[：最多 {limit} 个]。',
  ],
  'InvalidParameterValue.GroupExDescriptionsNameIdentical': [
    'The description fields of a group must have different names.',
    '人员库自定义描述字段名称不可重复。',
  ],
  'InvalidParameterValue.GroupExDescriptionsNameIllegal': [
    `The name of a description field is not valid: ${TEXT_RULE_EN}.`,
    `人员库自定义描述字段名称不合法：${TEXT_RULE_ZH}。`,
  ],
  'InvalidParameterValue.GroupExDescriptionsNameTooLong': [
    'The name of a description field is too long[: at most {limit} characters].',
    '人员库自定义描述字段名称过长[：最多 {limit} 个字符]。',
  ],
  'InvalidParameterValue.GroupFaceNumExceed': ['The group has too many faces.', '人员库人脸数量超出限制。'],
  'InvalidParameterValue.GroupIdAlreadyExist': ['The group id is taken.', '人员库 ID 已经存在。'],
  'InvalidParameterValue.GroupIdIllegal': [
    `The group id is not valid: ${ID_RULE_EN}.`,
    `人员库 ID 不合法：${ID_RULE_ZH}。`,
  ],
  'InvalidParameterValue.GroupIdNotExist': ['There is no such group.', '人员库 ID 不存在。'],
  'InvalidParameterValue.GroupIdNotExists': ['There is no such group.', '人员库 ID 不存在。'],
  'InvalidParameterValue.GroupIdTooLong': ['The group id is too long.', '人员库 ID 过长。'],
  'InvalidParameterValue.GroupIdsExceed': ['Too many groups are given.', '传入的人员库超过限制。'],
  'InvalidParameterValue.GroupNameAlreadyExist': ['The group name is taken.', '人员库名称已经存在。'],
  'InvalidParameterValue.GroupNameIllegal': [
    `The group name is not valid: ${TEXT_RULE_EN}.`,
    `人员库名称不合法：${TEXT_RULE_ZH}。`,
  ],
  'InvalidParameterValue.GroupNameTooLong': ['The group name is too long.', '人员库名称过长。'],
  'InvalidParameterValue.GroupNumExceed': ['There are too many groups.', '人员库数量超出限制。'],
  'InvalidParameterValue.GroupNumPerPersonExceed': [
    'A person can be in 100 groups at most.',
    '单个人员最多可加入 100 个人员库。',
  ],
  'InvalidParameterValue.GroupTagIllegal': [
    `The group tag is not valid: ${TEXT_RULE_EN}.`,
    `人员库备注不合法：${TEXT_RULE_ZH}。`,
  ],
  'InvalidParameterValue.GroupTagTooLong': ['The group tag is too long.', '人员库备注过长。'],
  'InvalidParameterValue.LimitExceed': ['`Limit` is too large.', '返回数量超出限制。'],
  'InvalidParameterValue.NoFaceInGroups': ['There is no face in these groups.', '指定的人员库中没有人脸。'],
  'InvalidParameterValue.OffsetExceed': ['`Offset` is too large.', '起始序号过大。'],
  'InvalidParameterValue.PersonExDescriptionInfosExceed': [
    'There are too many descriptions, or one of a field that the group does not have.',
    '人员自定义描述字段超出限制，或人员库没有该字段。',
  ],
  'InvalidParameterValue.PersonExDescriptionsNameIdentical': [
    'A description field is given twice.',
    '人员自定义描述字段不可重复。',
  ],
  'InvalidParameterValue.PersonExDescriptionsNameIllegal': [
    `A description of the person is not valid: ${TEXT_RULE_EN}.`,
    `人员自定义描述不合法：${TEXT_RULE_ZH}。`,
  ],
  'InvalidParameterValue.PersonExDescriptionsNameTooLong': [
    'A description of the person is too long[: at most {limit} characters].',
    '人员自定义描述过长[：最多 {limit} 个字符]。',
  ],
  'InvalidParameterValue.PersonExistInGroup': ['The person is already in the group.', '人员已在人员库中。'],
  'InvalidParameterValue.PersonFaceNumExceed': [
    'A person can have 5 faces at most.',
    '单个人员最多 5 张人脸。',
  ],
  'InvalidParameterValue.PersonGenderIllegal': ['`Gender` must be 0, 1 or 2.', '`Gender` 只能是 0、1 或 2。'],
  'InvalidParameterValue.PersonIdAlreadyExist': ['The person id is taken.', '人员 ID 已经存在。'],
  'InvalidParameterValue.PersonIdIllegal': [
    `The person id is not valid: ${ID_RULE_EN}.`,
    `人员 ID 不合法：${ID_RULE_ZH}。`,
  ],
  'InvalidParameterValue.PersonIdNotExist': ['There is no such person.', '人员 ID 不存在。'],
  'InvalidParameterValue.PersonIdTooLong': ['The person id is too long.', '人员 ID 过长。'],
  'InvalidParameterValue.PersonNameIllegal': [
    `The person name is not valid: ${TEXT_RULE_EN}.`,
    `人员名称不合法：${TEXT_RULE_ZH}。`,
  ],
  'InvalidParameterValue.PersonNameTooLong': ['The person name is too long.', '人员名称过长。'],
  'InvalidParameterValue.SearchPersonsExceed': [
    'Too many persons are asked for.',
    '搜索的人员数目超过限制。',
  ],
  'InvalidParameterValue.UniquePersonControlIllegal': [
    '`UniquePersonControl` is not valid.',
    '`UniquePersonControl` 不合法。',
  ],
  'InvalidParameterValue.UploadFaceNumExceed': ['Too many faces at a time.', '一次上传的人脸过多。'],
  'LimitExceeded.ErrorFaceNumExceed': ['There are too many faces.', '人脸个数超过限制。'],
  'MissingParameter.ErrorParameterEmpty': ['A required parameter is empty.', '必选参数为空。'],
};

/** Codes of face recognition. */
export const iaiMessages: Messages = { ...pictures, ...groups };
