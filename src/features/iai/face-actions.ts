import { AnalyzeDenseLandmarks } from './AnalyzeDenseLandmarks.ts';
import { AnalyzeFace } from './AnalyzeFace.ts';
import { CompareFace } from './CompareFace.ts';
import { CompareMaskFace } from './CompareMaskFace.ts';
import { CopyPerson } from './CopyPerson.ts';
import { CreateFace } from './CreateFace.ts';
import { CreateGroup } from './CreateGroup.ts';
import { CreatePerson } from './CreatePerson.ts';
import { DeleteFace } from './DeleteFace.ts';
import { DeleteGroup } from './DeleteGroup.ts';
import { DeletePerson } from './DeletePerson.ts';
import { DeletePersonFromGroup } from './DeletePersonFromGroup.ts';
import { DetectFace } from './DetectFace.ts';
import { DetectFaceAttributes } from './DetectFaceAttributes.ts';
import { DetectFaceSimilarity } from './DetectFaceSimilarity.ts';
import { DetectLiveFace } from './DetectLiveFace.ts';
import { DetectLiveFaceAccurate } from './DetectLiveFaceAccurate.ts';
import { GetGroupInfo } from './GetGroupInfo.ts';
import { GetGroupList } from './GetGroupList.ts';
import { GetPersonBaseInfo } from './GetPersonBaseInfo.ts';
import { GetPersonGroupInfo } from './GetPersonGroupInfo.ts';
import { GetPersonList } from './GetPersonList.ts';
import { GetPersonListNum } from './GetPersonListNum.ts';
import { GetUpgradeGroupFaceModelVersionJobList } from './GetUpgradeGroupFaceModelVersionJobList.ts';
import { GetUpgradeGroupFaceModelVersionResult } from './GetUpgradeGroupFaceModelVersionResult.ts';
import { ModifyGroup } from './ModifyGroup.ts';
import { ModifyPersonBaseInfo } from './ModifyPersonBaseInfo.ts';
import { ModifyPersonGroupInfo } from './ModifyPersonGroupInfo.ts';
import { RevertGroupFaceModelVersion } from './RevertGroupFaceModelVersion.ts';
import { SearchFaces } from './SearchFaces.ts';
import { SearchFacesReturnsByGroup } from './SearchFacesReturnsByGroup.ts';
import { SearchPersons } from './SearchPersons.ts';
import { SearchPersonsReturnsByGroup } from './SearchPersonsReturnsByGroup.ts';
import { UpgradeGroupFaceModelVersion } from './UpgradeGroupFaceModelVersion.ts';
import { VerifyFace } from './VerifyFace.ts';
import { VerifyPerson } from './VerifyPerson.ts';

/** Face recognition, as `features/index.ts` serves it. */
export const faceActions = {
  AnalyzeDenseLandmarks,
  AnalyzeFace,
  CompareFace,
  CompareMaskFace,
  CopyPerson,
  CreateFace,
  CreateGroup,
  CreatePerson,
  DeleteFace,
  DeleteGroup,
  DeletePerson,
  DeletePersonFromGroup,
  DetectFace,
  DetectFaceAttributes,
  DetectFaceSimilarity,
  DetectLiveFace,
  DetectLiveFaceAccurate,
  GetGroupInfo,
  GetGroupList,
  GetPersonBaseInfo,
  GetPersonGroupInfo,
  GetPersonList,
  GetPersonListNum,
  GetUpgradeGroupFaceModelVersionJobList,
  GetUpgradeGroupFaceModelVersionResult,
  ModifyGroup,
  ModifyPersonBaseInfo,
  ModifyPersonGroupInfo,
  RevertGroupFaceModelVersion,
  SearchFaces,
  SearchFacesReturnsByGroup,
  SearchPersons,
  SearchPersonsReturnsByGroup,
  UpgradeGroupFaceModelVersion,
  VerifyFace,
  VerifyPerson,
} as const;
