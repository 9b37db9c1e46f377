/**
 * From 1.30 on, onnxruntime for Linux records telemetry: an identifier of the machine and facts about sessions, in a database
 * under the home folder and files in the temporary folder, to be uploaded to its maker. Nothing leaves this machine, so
 * it is turned off before the library is loaded; its loader reads the variable once.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
