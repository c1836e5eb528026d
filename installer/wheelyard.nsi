; Setup of Wheelyard. installer/setup_exe.py defines VERSION, VERSION_FOUR, PAYLOAD, FILES, SIZE_KB, OUT and more.
;
; Order of an installation: what runs is closed, the old parts are set aside by four renames (old folders, which no
; scanner holds), the new files are unpacked into their final place, what was set aside is deleted by its own list.
; Whatever fails before the last step is taken back, so that there is always one whole program.

Unicode true
!ifdef QUICK
SetCompressor zlib
!else
SetCompressor /SOLID lzma
!endif
SetDatablockOptimize on
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
CRCCheck on
Name "Wheelyard"
OutFile "${OUT}"
!ifdef SIGNER
!uninstfinalize '${SIGNER} "%1"' = 0
!endif
InstallDir ""
BrandingText "Wheelyard ${VERSION}${UNSIGNED_NOTE}"
VIProductVersion "${VERSION_FOUR}"
VIAddVersionKey ProductName "Wheelyard"
VIAddVersionKey FileDescription "Setup of Wheelyard"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "Apache-2.0"

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include nsDialogs.nsh
!include Sections.nsh

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Wheelyard"
!define OWN_KEY "Software\Wheelyard"
!define LIST "installed-files.txt"
!define ASIDE "$INSTDIR\~old"
!define NEW_LIST "$INSTDIR\~new-files.txt"

; Exit statuses; docs/deployment.md says the same.
!define STATUS_FAILED 2
!define STATUS_RUNNING 3
!define STATUS_FOLDER 4
!define STATUS_WINDOWS 5
!define STATUS_OLDER 6
!define STATUS_RIGHTS 740

Var Everyone        ; 1: for all users
Var WantPath        ; 1: bin goes on PATH
Var WantDesktop     ; 1: a shortcut on the desktop
Var WantExplorer    ; 1: "Open in Wheelyard" for folders
Var Forget          ; 1: the uninstaller removes settings, too
Var Whose           ; user or computer, for wheelyard_setup
Var OtherMode

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE_PICTURE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_COMPONENTSPAGE_SMALLDESC ; the names of the components have the whole width
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Wheelyard ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Wheelyard gives each of your uv projects its own cache and temp folders, and explains and repairs what goes wrong.$\r$\n$\r$\nIt is installed without administrator rights for yourself, or for all users of this computer.${UNSIGNED_TEXT}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENSE_FILE}"
Page custom WhosePage WhosePageLeave
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Start Wheelyard"
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A sentence and a status: a box where somebody looks, the status alone where nobody does.
!macro Stop STATUS SENTENCE
  DetailPrint "${SENTENCE}"
  MessageBox MB_OK|MB_ICONEXCLAMATION "${SENTENCE}" /SD IDOK
  SetErrorLevel ${STATUS}
  Quit
!macroend

!macro Shared UN
; $R0: a list of files; $R1: the folder they are in. Files of the list go, then the folders of the list that are empty.
Function ${UN}RemoveListed
  Push $0
  Push $1
  Push $2
  ClearErrors
  FileOpen $0 $R0 r
  ${IfNot} ${Errors}
    ${Do}
      ClearErrors
      FileRead $0 $1
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      StrCpy $1 $1 -2 ; every line ends in CR and LF
      ${If} $1 != ""
        StrCpy $2 $1 1 -1
        ${If} $2 == "\"
          ; What Python compiled for itself beside its sources.
          Delete "$R1\$1__pycache__\*.pyc"
          RMDir "$R1\$1__pycache__"
          RMDir "$R1\$1"
        ${Else}
          Delete "$R1\$1"
        ${EndIf}
      ${EndIf}
    ${Loop}
    FileClose $0
  ${EndIf}
  ClearErrors
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Asks a running Wheelyard to close. $R9 is 1 when nothing of this folder runs any more.
Function ${UN}CloseProgram
  Push $0
  StrCpy $R9 1
  ${If} ${FileExists} "$INSTDIR\python\pythonw.exe"
    DetailPrint "Asking a running Wheelyard to close"
    nsExec::Exec '"$INSTDIR\python\pythonw.exe" -m gui.main --quit --wait 60'
    Pop $0
    ${If} $0 == 3
      StrCpy $R9 0
    ${EndIf}
    ; A program that runs cannot be opened for writing, whoever started it.
    ClearErrors
    FileOpen $0 "$INSTDIR\python\python.exe" a
    ${If} ${Errors}
      StrCpy $R9 0
    ${Else}
      FileClose $0
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\python\pythonw.exe" a
    ${If} ${Errors}
      StrCpy $R9 0
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ClearErrors
  Pop $0
FunctionEnd

Function ${UN}CloseOrStop
  ${Do}
    Call ${UN}CloseProgram
    ${If} $R9 == 1
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Wheelyard is running from $INSTDIR, perhaps in the middle of a job. Close it, then try again." /SD IDCANCEL IDRETRY +3
      SetErrorLevel ${STATUS_RUNNING}
      Quit
  ${Loop}
FunctionEnd

; Everyone decides where shortcuts and keys go.
Function ${UN}ApplyWhose
  SetRegView 64
  ${If} $Everyone == 1
    SetShellVarContext all
    StrCpy $Whose "computer"
  ${Else}
    SetShellVarContext current
    StrCpy $Whose "user"
  ${EndIf}
FunctionEnd

Function ${UN}RemoveEntries
  Delete "$SMPROGRAMS\Wheelyard.lnk"
  Delete "$DESKTOP\Wheelyard.lnk"
  DeleteRegKey SHCTX "Software\Classes\Directory\shell\Wheelyard"
  DeleteRegKey SHCTX "Software\Classes\Directory\Background\shell\Wheelyard"
  DeleteRegKey SHCTX "Software\Classes\Drive\shell\Wheelyard"
  ${If} ${FileExists} "$INSTDIR\python\python.exe"
    nsExec::Exec '"$INSTDIR\python\python.exe" -m wheelyard_setup remove-path $Whose "$INSTDIR\bin"'
    Pop $0
  ${EndIf}
FunctionEnd
!macroend
; What lies at the top of the folder: EachPart comes from the payload.
!include "${PARTS}"
!macro AsidePart NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    Rename "$INSTDIR\${NAME}" "${ASIDE}\${NAME}"
  ${EndIf}
!macroend
!macro BackPart NAME
  ${If} ${FileExists} "${ASIDE}\${NAME}"
    Rename "${ASIDE}\${NAME}" "$INSTDIR\${NAME}"
  ${EndIf}
!macroend

; A point behind the folder, because a drive's name ends in a backslash, which would take the quote with it.
!macro Verb PLACE FOLDER
  WriteRegStr SHCTX "Software\Classes\${PLACE}\shell\Wheelyard" "" "Open in Wheelyard"
  WriteRegStr SHCTX "Software\Classes\${PLACE}\shell\Wheelyard" "Icon" "$INSTDIR\wheelyard.ico"
  WriteRegStr SHCTX "Software\Classes\${PLACE}\shell\Wheelyard\command" "" '"$INSTDIR\python\pythonw.exe" -m gui.main --window "${FOLDER}\."'
!macroend

!macro ReadFlag PARAMETERS NAME RESULT
  ClearErrors
  ${GetOptions} "${PARAMETERS}" "/${NAME}=" $1
  ${IfNot} ${Errors}
    StrCpy ${RESULT} $1
  ${EndIf}
  ClearErrors
!macroend

!insertmacro Shared ""
!insertmacro Shared "un."

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
    !insertmacro Stop ${STATUS_WINDOWS} "Wheelyard needs a 64-bit Windows."
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro Stop ${STATUS_WINDOWS} "Wheelyard needs Windows 10, version 1809, or later."
  ${EndIf}

  ; Whose: as asked, else as it is installed, else as the rights of this process are.
  UserInfo::GetAccountType
  Pop $0
  StrCpy $Everyone ""
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $Everyone 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/CURRENTUSER" $1
  ${IfNot} ${Errors}
    StrCpy $Everyone 0
  ${EndIf}
  ClearErrors
  ${If} $Everyone == ""
    ReadRegStr $1 HKCU "${OWN_KEY}" "InstallFolder"
    ReadRegStr $2 HKLM "${OWN_KEY}" "InstallFolder"
    ${If} $1 != ""
      StrCpy $Everyone 0
    ${ElseIf} $2 != ""
    ${AndIf} $0 == "Admin"
      StrCpy $Everyone 1
    ${ElseIf} $0 == "Admin"
      StrCpy $Everyone 1
    ${Else}
      StrCpy $Everyone 0
    ${EndIf}
  ${EndIf}
  ${If} $Everyone == 1
  ${AndIf} $0 != "Admin"
    Call AskForRights
  ${EndIf}
  Call ApplyWhose
  Call ReadInstalled

  !insertmacro ReadFlag $R0 "PATH" $WantPath
  !insertmacro ReadFlag $R0 "DESKTOP" $WantDesktop
  !insertmacro ReadFlag $R0 "EXPLORER" $WantExplorer
  Call RefuseOlder
  ${If} ${Silent}
    Call CheckFolder
  ${EndIf}
  Call ShowOptions
FunctionEnd

; The folder and the options of what is installed already, else the defaults.
Function ReadInstalled
  ReadRegStr $1 SHCTX "${OWN_KEY}" "InstallFolder"
  ${If} $INSTDIR == ""
    ${If} $1 != ""
      StrCpy $INSTDIR $1
    ${ElseIf} $Everyone == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\Wheelyard"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Wheelyard"
    ${EndIf}
  ${EndIf}
  ReadRegDWORD $WantPath SHCTX "${OWN_KEY}" "OnPath"
  ReadRegDWORD $WantDesktop SHCTX "${OWN_KEY}" "OnDesktop"
  ReadRegDWORD $WantExplorer SHCTX "${OWN_KEY}" "InExplorer"
  ClearErrors
FunctionEnd

Function AskForRights
  ${If} ${Silent}
    SetErrorLevel ${STATUS_RIGHTS}
    Quit
  ${EndIf}
  ClearErrors
  ExecShell "runas" "$EXEPATH" "/ALLUSERS"
  ${If} ${Errors}
    !insertmacro Stop ${STATUS_RIGHTS} "To install Wheelyard for all users, an administrator has to agree."
  ${EndIf}
  SetErrorLevel 0
  Quit
FunctionEnd

Function RefuseOlder
  ReadRegStr $1 SHCTX "${OWN_KEY}" "Version"
  ${If} $1 != ""
    ${VersionCompare} $1 "${VERSION}" $2
    ${If} $2 == 1
      MessageBox MB_YESNO|MB_ICONQUESTION "Wheelyard $1 is installed, which is newer than ${VERSION}. Replace it by the older one?" /SD IDNO IDYES +3
        SetErrorLevel ${STATUS_OLDER}
        Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; A folder with other things in it is not mixed with.
Function CheckFolder
  ReadRegStr $0 SHCTX "${OWN_KEY}" "Package"
  ${If} $0 == "msi"
    MessageBox MB_OK|MB_ICONEXCLAMATION "Wheelyard is installed for all users by its .msi. Upgrade it with the next .msi, or uninstall it first; settings and projects stay." /SD IDOK
    ${If} ${Silent}
      SetErrorLevel ${STATUS_FOLDER}
      Quit
    ${EndIf}
    Abort
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${LIST}"
  ${AndIfNot} ${FileExists} "${NEW_LIST}"
    ${DirState} "$INSTDIR" $0
    ${If} $0 == 1
      MessageBox MB_OK|MB_ICONEXCLAMATION "$INSTDIR holds other things. Choose a folder that is empty or not there yet." /SD IDOK
      ${If} ${Silent}
        SetErrorLevel ${STATUS_FOLDER}
        Quit
      ${EndIf}
      Abort
    ${EndIf}
  ${EndIf}
FunctionEnd

Function WhosePage
  !insertmacro MUI_HEADER_TEXT "For whom?" "Wheelyard can be installed for you or for all users of this computer."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 12u 100% 12u "Only for &me (no administrator rights needed)"
  Pop $1
  ${NSD_CreateRadioButton} 0 30u 100% 12u "For &all users of this computer (an administrator has to agree)"
  Pop $OtherMode
  ${If} $Everyone == 1
    ${NSD_Check} $OtherMode
  ${Else}
    ${NSD_Check} $1
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function WhosePageLeave
  ${NSD_GetState} $OtherMode $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $1 1
  ${Else}
    StrCpy $1 0
  ${EndIf}
  ${If} $1 != $Everyone
    StrCpy $Everyone $1
    UserInfo::GetAccountType
    Pop $0
    ${If} $Everyone == 1
    ${AndIf} $0 != "Admin"
      Call AskForRights
    ${EndIf}
    StrCpy $INSTDIR ""
    Call ApplyWhose
    Call ReadInstalled
    Call ShowOptions
  ${EndIf}
FunctionEnd

Section "Wheelyard" MainSection
  SectionIn RO
  Call CheckFolder
  Call CloseOrStop
  Call Recover
  SetOutPath "$INSTDIR"
  Call SetAside
  ClearErrors
  SetOverwrite try
  SetOutPath "$INSTDIR"
  File "/oname=~new-files.txt" "${FILES_LIST}"
  !include "${FILES}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  ${If} ${Errors}
    Call TakeBack
    !insertmacro Stop ${STATUS_FAILED} "Wheelyard could not be unpacked to $INSTDIR: the disk is full, or the folder may not be written to. What was installed before is in its place again."
  ${EndIf}
  Delete "$INSTDIR\${LIST}"
  Rename "${NEW_LIST}" "$INSTDIR\${LIST}"
  Call RemoveAside
  Call RemoveEntries
  Call WriteEntries
SectionEnd

Section /o "Shortcut on the desktop" DesktopSection
SectionEnd
Section /o "wheelyard on PATH" PathSection
SectionEnd
Section /o "Open in Wheelyard, for folders" ExplorerSection
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${MainSection} "The program, its own Python and uv."
  !insertmacro MUI_DESCRIPTION_TEXT ${DesktopSection} "A shortcut beside the one in the Start menu."
  !insertmacro MUI_DESCRIPTION_TEXT ${PathSection} "The command wheelyard in every new console. Your own uv stays the one that you have."
  !insertmacro MUI_DESCRIPTION_TEXT ${ExplorerSection} "An entry in the menu of folders in Explorer."
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function ShowOptions
  ${If} $WantDesktop == 1
    !insertmacro SelectSection ${DesktopSection}
  ${Else}
    !insertmacro UnselectSection ${DesktopSection}
  ${EndIf}
  ${If} $WantPath == 1
    !insertmacro SelectSection ${PathSection}
  ${Else}
    !insertmacro UnselectSection ${PathSection}
  ${EndIf}
  ${If} $WantExplorer == 1
    !insertmacro SelectSection ${ExplorerSection}
  ${Else}
    !insertmacro UnselectSection ${ExplorerSection}
  ${EndIf}
FunctionEnd

; What a Setup that was cut off left: its new files go, the old ones come back.
Function Recover
  ${If} ${FileExists} "${NEW_LIST}"
    Call TakeBack
  ${EndIf}
FunctionEnd

Function SetAside
  ${IfNot} ${FileExists} "$INSTDIR\${LIST}"
    Return
  ${EndIf}
  CreateDirectory "${ASIDE}"
  ClearErrors
  !insertmacro EachPart AsidePart
  ${If} ${Errors}
    Call BringBack
    !insertmacro Stop ${STATUS_RUNNING} "Files in $INSTDIR are in use by another program, so nothing was changed. Close what uses them, then try again."
  ${EndIf}
FunctionEnd

; Takes away what was unpacked and brings back what was set aside.
Function TakeBack
  StrCpy $R0 "${NEW_LIST}"
  StrCpy $R1 "$INSTDIR"
  Call RemoveListed
  Call BringBack
  Delete "${NEW_LIST}"
  ClearErrors
FunctionEnd

Function BringBack
  !insertmacro EachPart BackPart
  RMDir "${ASIDE}"
FunctionEnd

Function RemoveAside
  ${If} ${FileExists} "${ASIDE}\${LIST}"
    StrCpy $R0 "${ASIDE}\${LIST}"
    StrCpy $R1 "${ASIDE}"
    Call RemoveListed
    Delete "${ASIDE}\${LIST}"
    RMDir "${ASIDE}"
  ${EndIf}
FunctionEnd

Function WriteEntries
  CreateShortCut "$SMPROGRAMS\Wheelyard.lnk" "$INSTDIR\python\pythonw.exe" "-m gui.main" "$INSTDIR\wheelyard.ico" 0 SW_SHOWNORMAL "" "uv projects on managed computers"
  nsExec::Exec '"$INSTDIR\python\python.exe" -m wheelyard_setup identify-shortcut "$SMPROGRAMS\Wheelyard.lnk" ${APP_ID}'
  Pop $0
  ${If} ${SectionIsSelected} ${DesktopSection}
    StrCpy $WantDesktop 1
    CreateShortCut "$DESKTOP\Wheelyard.lnk" "$INSTDIR\python\pythonw.exe" "-m gui.main" "$INSTDIR\wheelyard.ico" 0 SW_SHOWNORMAL "" "uv projects on managed computers"
    nsExec::Exec '"$INSTDIR\python\python.exe" -m wheelyard_setup identify-shortcut "$DESKTOP\Wheelyard.lnk" ${APP_ID}'
    Pop $0
  ${Else}
    StrCpy $WantDesktop 0
  ${EndIf}
  ${If} ${SectionIsSelected} ${PathSection}
    StrCpy $WantPath 1
    nsExec::Exec '"$INSTDIR\python\python.exe" -m wheelyard_setup add-path $Whose "$INSTDIR\bin"'
    Pop $0
    ${If} $0 != 0
      DetailPrint "PATH could not be changed."
    ${EndIf}
  ${Else}
    StrCpy $WantPath 0
  ${EndIf}
  ${If} ${SectionIsSelected} ${ExplorerSection}
    StrCpy $WantExplorer 1
    !insertmacro Verb "Directory" "%1"
    !insertmacro Verb "Directory\Background" "%V"
    !insertmacro Verb "Drive" "%1"
  ${Else}
    StrCpy $WantExplorer 0
  ${EndIf}
  WriteRegStr SHCTX "${OWN_KEY}" "InstallFolder" "$INSTDIR"
  WriteRegStr SHCTX "${OWN_KEY}" "Version" "${VERSION}"
  WriteRegDWORD SHCTX "${OWN_KEY}" "OnPath" $WantPath
  WriteRegDWORD SHCTX "${OWN_KEY}" "OnDesktop" $WantDesktop
  WriteRegDWORD SHCTX "${OWN_KEY}" "InExplorer" $WantExplorer
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "Wheelyard"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\wheelyard.ico"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

Function StartProgram
  Exec '"$INSTDIR\python\pythonw.exe" -m gui.main'
FunctionEnd

Function un.onInit
  SetRegView 64
  ; An installation for all users stands in HKLM with this very folder.
  ReadRegStr $0 HKLM "${OWN_KEY}" "InstallFolder"
  ${If} $0 == $INSTDIR
    StrCpy $Everyone 1
  ${Else}
    StrCpy $Everyone 0
  ${EndIf}
  Call un.ApplyWhose
  UserInfo::GetAccountType
  Pop $0
  ${If} $Everyone == 1
  ${AndIf} $0 != "Admin"
    ${If} ${Silent}
      SetErrorLevel ${STATUS_RIGHTS}
      Quit
    ${EndIf}
    ClearErrors
    ExecShell "runas" "$INSTDIR\Uninstall.exe"
    Quit
  ${EndIf}
  StrCpy $Forget 0
  ${GetParameters} $R0
  !insertmacro ReadFlag $R0 "FORGET" $Forget
FunctionEnd

Section "un.Wheelyard"
  Call un.CloseOrStop
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Remove your settings and the list of your projects, too? Projects, environments and caches stay in any case." /SD IDNO IDNO +2
    StrCpy $Forget 1
  ${If} $Forget == 1
    nsExec::Exec '"$INSTDIR\python\python.exe" -m gui.main --forget-settings'
    Pop $0
    ${If} $0 != 0
      DetailPrint "Some settings were left: they are in use, or something unfinished needs them."
    ${EndIf}
  ${EndIf}
  Call un.RemoveEntries
  StrCpy $R0 "$INSTDIR\${LIST}"
  StrCpy $R1 "$INSTDIR"
  Call un.RemoveListed
  Delete "$INSTDIR\${LIST}"
  Delete "$INSTDIR\Uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\*.*"
    DetailPrint "$INSTDIR holds files that Setup did not bring; they were left."
  ${EndIf}
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${OWN_KEY}"
SectionEnd
