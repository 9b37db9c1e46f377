import type * as iai from 'tencentcloud-sdk-nodejs/tencentcloud/services/iai/v20200303/iai_models.js';

/** What the SDK says each action of face recognition takes and gives. */
export interface Iai {
  AnalyzeDenseLandmarks: {
    request: iai.AnalyzeDenseLandmarksRequest;
    response: iai.AnalyzeDenseLandmarksResponse;
  };
  AnalyzeFace: { request: iai.AnalyzeFaceRequest; response: iai.AnalyzeFaceResponse };
  CompareFace: { request: iai.CompareFaceRequest; response: iai.CompareFaceResponse };
  CompareMaskFace: { request: iai.CompareMaskFaceRequest; response: iai.CompareMaskFaceResponse };
  CopyPerson: { request: iai.CopyPersonRequest; response: iai.CopyPersonResponse };
  CreateFace: { request: iai.CreateFaceRequest; response: iai.CreateFaceResponse };
  CreateGroup: { request: iai.CreateGroupRequest; response: iai.CreateGroupResponse };
  CreatePerson: { request: iai.CreatePersonRequest; response: iai.CreatePersonResponse };
  DeleteFace: { request: iai.DeleteFaceRequest; response: iai.DeleteFaceResponse };
  DeleteGroup: { request: iai.DeleteGroupRequest; response: iai.DeleteGroupResponse };
  DeletePerson: { request: iai.DeletePersonRequest; response: iai.DeletePersonResponse };
  DeletePersonFromGroup: {
    request: iai.DeletePersonFromGroupRequest;
    response: iai.DeletePersonFromGroupResponse;
  };
  DetectFace: { request: iai.DetectFaceRequest; response: iai.DetectFaceResponse };
  DetectFaceAttributes: {
    request: iai.DetectFaceAttributesRequest;
    response: iai.DetectFaceAttributesResponse;
  };
  DetectFaceSimilarity: {
    request: iai.DetectFaceSimilarityRequest;
    response: iai.DetectFaceSimilarityResponse;
  };
  /** Of the international API alone: names of fields are compared in intl-fields.test.ts. */
  DetectLiveFace: { request: object; response: Record<string, unknown> };
  DetectLiveFaceAccurate: {
    request: iai.DetectLiveFaceAccurateRequest;
    response: iai.DetectLiveFaceAccurateResponse;
  };
  GetGroupInfo: { request: iai.GetGroupInfoRequest; response: iai.GetGroupInfoResponse };
  GetGroupList: { request: iai.GetGroupListRequest; response: iai.GetGroupListResponse };
  GetPersonBaseInfo: { request: iai.GetPersonBaseInfoRequest; response: iai.GetPersonBaseInfoResponse };
  GetPersonGroupInfo: { request: iai.GetPersonGroupInfoRequest; response: iai.GetPersonGroupInfoResponse };
  GetPersonList: { request: iai.GetPersonListRequest; response: iai.GetPersonListResponse };
  GetPersonListNum: { request: iai.GetPersonListNumRequest; response: iai.GetPersonListNumResponse };
  GetUpgradeGroupFaceModelVersionJobList: {
    request: iai.GetUpgradeGroupFaceModelVersionJobListRequest;
    response: iai.GetUpgradeGroupFaceModelVersionJobListResponse;
  };
  GetUpgradeGroupFaceModelVersionResult: {
    request: iai.GetUpgradeGroupFaceModelVersionResultRequest;
    response: iai.GetUpgradeGroupFaceModelVersionResultResponse;
  };
  ModifyGroup: { request: iai.ModifyGroupRequest; response: iai.ModifyGroupResponse };
  ModifyPersonBaseInfo: {
    request: iai.ModifyPersonBaseInfoRequest;
    response: iai.ModifyPersonBaseInfoResponse;
  };
  ModifyPersonGroupInfo: {
    request: iai.ModifyPersonGroupInfoRequest;
    response: iai.ModifyPersonGroupInfoResponse;
  };
  RevertGroupFaceModelVersion: {
    request: iai.RevertGroupFaceModelVersionRequest;
    response: iai.RevertGroupFaceModelVersionResponse;
  };
  SearchFaces: { request: iai.SearchFacesRequest; response: iai.SearchFacesResponse };
  SearchFacesReturnsByGroup: {
    request: iai.SearchFacesReturnsByGroupRequest;
    response: iai.SearchFacesReturnsByGroupResponse;
  };
  SearchPersons: { request: iai.SearchPersonsRequest; response: iai.SearchPersonsResponse };
  SearchPersonsReturnsByGroup: {
    request: iai.SearchPersonsReturnsByGroupRequest;
    response: iai.SearchPersonsReturnsByGroupResponse;
  };
  UpgradeGroupFaceModelVersion: {
    request: iai.UpgradeGroupFaceModelVersionRequest;
    response: iai.UpgradeGroupFaceModelVersionResponse;
  };
  VerifyFace: { request: iai.VerifyFaceRequest; response: iai.VerifyFaceResponse };
  VerifyPerson: { request: iai.VerifyPersonRequest; response: iai.VerifyPersonResponse };
}
