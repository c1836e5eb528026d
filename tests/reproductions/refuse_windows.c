/* The same as refuse.c for Windows programs: `refuse.exe PROGRAM ARGUMENTS` starts a program with refuse.dll in it, which
 * takes the place of the system's functions that it calls and refuses what WHEELYARD_REFUSE names.
 *
 * One source, built twice with mingw-w64: with -shared it is the library, without it the starter.
 *
 * CALL in a rule is one of  rename  link  symlink  mkdir  unlink  rmdir  open  look (only at what a file is)  create
 * copy  lock  path  write  run. PATTERN knows * alone and no case. NUMBER is what GetLastError then says; for write
 * only 33 and 112 are known, since there the answer is an NTSTATUS. A NUMBER that ends with "!" refuses only the first
 * call that matches.
 */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <winternl.h>
#include <stdio.h>
#include <wchar.h>
#include <wctype.h>

#ifdef LIBRARY

static int matches(const wchar_t *pattern, const wchar_t *text) {
    for (; *pattern; pattern++, text++) {
        if (*pattern == '*') {
            for (;; text++) {
                if (matches(pattern + 1, text))
                    return 1;
                if (!*text)
                    return 0;
            }
        }
        if (towlower(*pattern) != towlower(*text))
            return 0;
    }
    return !*text;
}

#define MOST_RULES 32

/* The number that the rules give a call on a path, 0 where it passes. */
static DWORD refusal(const wchar_t *call, const wchar_t *path) {
    static wchar_t rules[16384];
    static LONG spent[MOST_RULES];
    wchar_t name[16], once, pattern[2048];
    DWORD number, kept = GetLastError();
    const wchar_t *at = rules;
    if (!*rules)
        GetEnvironmentVariableW(L"WHEELYARD_REFUSE", rules, 16384);
    SetLastError(kept);
    for (int index = 0; path && at && index < MOST_RULES; index++, at = wcschr(at, '\n') ? wcschr(at, '\n') + 1 : NULL)
        if (swscanf(at, L"%15ls %lu%lc %2047l[^\n]", name, &number, &once, pattern) == 4 && !wcscmp(name, call) &&
            matches(pattern, path) && (once != '!' || !InterlockedExchange(&spent[index], 1)))
            return number;
    return 0;
}

static int refused(const wchar_t *call, const wchar_t *path) {
    DWORD number = refusal(call, path);
    if (number)
        SetLastError(number);
    return number != 0;
}

static DWORD (WINAPI *real_final)(HANDLE, LPWSTR, DWORD, DWORD);

static int refused_file(const wchar_t *call, HANDLE file) {
    wchar_t path[4096];
    DWORD kept = GetLastError(), length = real_final(file, path, 4096, 0);
    SetLastError(kept);
    return length && length < 4096 && refused(call, path);
}

#define HOOK(result, name, parameters) \
    static result(WINAPI *real_##name) parameters; \
    static result WINAPI our_##name parameters

HOOK(BOOL, MoveFileExW, (LPCWSTR old, LPCWSTR new, DWORD flags)) {
    return refused(L"rename", old) || refused(L"rename", new) ? FALSE : real_MoveFileExW(old, new, flags);
}
HOOK(BOOL, CreateHardLinkW, (LPCWSTR new, LPCWSTR old, LPSECURITY_ATTRIBUTES rights)) {
    return refused(L"link", new) || refused(L"link", old) ? FALSE : real_CreateHardLinkW(new, old, rights);
}
HOOK(BOOLEAN, CreateSymbolicLinkW, (LPCWSTR path, LPCWSTR target, DWORD flags)) {
    return refused(L"symlink", path) ? FALSE : real_CreateSymbolicLinkW(path, target, flags);
}
HOOK(BOOL, CreateDirectoryW, (LPCWSTR path, LPSECURITY_ATTRIBUTES rights)) {
    return refused(L"mkdir", path) ? FALSE : real_CreateDirectoryW(path, rights);
}
HOOK(BOOL, DeleteFileW, (LPCWSTR path)) { return refused(L"unlink", path) ? FALSE : real_DeleteFileW(path); }
HOOK(BOOL, RemoveDirectoryW, (LPCWSTR path)) { return refused(L"rmdir", path) ? FALSE : real_RemoveDirectoryW(path); }
HOOK(HANDLE, CreateFileW, (LPCWSTR path, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES rights, DWORD how,
                           DWORD flags, HANDLE pattern)) {
    int changes = access & (GENERIC_WRITE | FILE_WRITE_DATA | FILE_APPEND_DATA);
    int reads = access & (GENERIC_READ | FILE_READ_DATA);
    if (refused(changes ? L"create" : access & DELETE ? L"unlink" : reads ? L"open" : L"look", path))
        return INVALID_HANDLE_VALUE;
    return real_CreateFileW(path, access, share, rights, how, flags, pattern);
}
HOOK(BOOL, CopyFileExW, (LPCWSTR old, LPCWSTR new, LPPROGRESS_ROUTINE tell, LPVOID data, LPBOOL cancel, DWORD flags)) {
    return refused(L"copy", new) ? FALSE : real_CopyFileExW(old, new, tell, data, cancel, flags);
}
HOOK(BOOL, LockFileEx, (HANDLE file, DWORD flags, DWORD zero, DWORD low, DWORD high, LPOVERLAPPED at)) {
    return refused_file(L"lock", file) ? FALSE : real_LockFileEx(file, flags, zero, low, high, at);
}
HOOK(DWORD, GetFinalPathNameByHandleW, (HANDLE file, LPWSTR room, DWORD size, DWORD flags)) {
    return refused_file(L"path", file) ? 0 : real_GetFinalPathNameByHandleW(file, room, size, flags);
}
HOOK(BOOL, CreateProcessW, (LPCWSTR program, LPWSTR words, LPSECURITY_ATTRIBUTES own, LPSECURITY_ATTRIBUTES thread,
                            BOOL inherit, DWORD flags, LPVOID variables, LPCWSTR folder, LPSTARTUPINFOW how,
                            LPPROCESS_INFORMATION made)) {
    if (refused(L"run", program ? program : words))
        return FALSE;
    return real_CreateProcessW(program, words, own, thread, inherit, flags, variables, folder, how, made);
}
/* Renaming and removing by an open file, as newer programs do. */
HOOK(BOOL, SetFileInformationByHandle, (HANDLE file, FILE_INFO_BY_HANDLE_CLASS kind, LPVOID data, DWORD size)) {
    int renames = kind == FileRenameInfo || kind == 22, removes = kind == FileDispositionInfo || kind == 21;
    if (renames) {
        const FILE_RENAME_INFO *rename = data;
        wchar_t new[4096] = L"";
        wcsncat(new, rename->FileName, rename->FileNameLength / 2 < 4095 ? rename->FileNameLength / 2 : 4095);
        if (refused_file(L"rename", file) || refused(L"rename", new))
            return FALSE;
    }
    if (removes && (refused_file(L"unlink", file)))
        return FALSE;
    return real_SetFileInformationByHandle(file, kind, data, size);
}
HOOK(NTSTATUS, NtWriteFile, (HANDLE file, HANDLE event, PVOID then, PVOID context, PVOID status, PVOID data, ULONG size,
                             PVOID at, PULONG key)) {
    if (refused_file(L"write", file))
        return GetLastError() == ERROR_LOCK_VIOLATION ? (NTSTATUS)0xC0000054 : (NTSTATUS)0xC000007F;
    return real_NtWriteFile(file, event, then, context, status, data, size, at, key);
}

#define ALL(each)                                                                                                      \
    each(kernel32, MoveFileExW) each(kernel32, CreateHardLinkW) each(kernel32, CreateSymbolicLinkW)                    \
    each(kernel32, CreateDirectoryW) each(kernel32, DeleteFileW) each(kernel32, RemoveDirectoryW)                      \
    each(kernel32, CreateFileW) each(kernel32, CopyFileExW) each(kernel32, LockFileEx)                                 \
    each(kernel32, GetFinalPathNameByHandleW) each(kernel32, CreateProcessW)      \
    each(kernel32, SetFileInformationByHandle) each(ntdll, NtWriteFile)

/* Put our functions in the places at which the program looks up the system's. */
static void put(BYTE *base, const void *theirs, const void *ours) {
    IMAGE_NT_HEADERS *head = (IMAGE_NT_HEADERS *)(base + ((IMAGE_DOS_HEADER *)base)->e_lfanew);
    DWORD first = head->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress, kept;
    for (IMAGE_IMPORT_DESCRIPTOR *from = (IMAGE_IMPORT_DESCRIPTOR *)(base + first); from->Name; from++)
        for (const void **place = (const void **)(base + from->FirstThunk); *place; place++)
            if (*place == theirs && VirtualProtect(place, sizeof *place, PAGE_READWRITE, &kept))
                *place = ours;
}

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID unused) {
    BYTE *program = (BYTE *)GetModuleHandleW(NULL);
    (void)self, (void)unused;
    if (reason != DLL_PROCESS_ATTACH)
        return TRUE;
    real_final = GetFinalPathNameByHandleW;
#define PUT(module, name)                                                                                              \
    real_##name = (void *)GetProcAddress(GetModuleHandleW(L"" #module ".dll"), #name);                                 \
    put(program, real_##name, our_##name);
    ALL(PUT)
    return TRUE;
}

#else

int wmain(void) {
    /* What follows the starter's own name on the command line is the program's, quotes and all. */
    wchar_t *rest = GetCommandLineW(), library[MAX_PATH];
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION made;
    DWORD status = 250;
    wchar_t end = *rest == '"' ? *rest++ : ' ';
    while (*rest && *rest != end)
        rest++;
    while (*rest == '"' || *rest == ' ')
        rest++;
    GetModuleFileNameW(NULL, library, MAX_PATH);
    wcscpy(wcsrchr(library, '\\') + 1, L"refuse.dll");
    if (!CreateProcessW(NULL, rest, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &how, &made))
        return 251;
    size_t size = (wcslen(library) + 1) * sizeof *library;
    void *there = VirtualAllocEx(made.hProcess, NULL, size, MEM_COMMIT, PAGE_READWRITE);
    HANDLE loads = NULL;
    if (there && WriteProcessMemory(made.hProcess, there, library, size, NULL))
        loads = CreateRemoteThread(made.hProcess, NULL, 0, (LPTHREAD_START_ROUTINE)(void *)LoadLibraryW, there, 0, NULL);
    if (!loads) {
        TerminateProcess(made.hProcess, 252);
        return 252;
    }
    WaitForSingleObject(loads, INFINITE);
    ResumeThread(made.hThread);
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &status);
    return (int)status;
}

#endif
