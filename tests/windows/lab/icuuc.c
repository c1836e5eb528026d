/* A stand-in for icuuc.dll, which Windows 10 has since version 1703 and Wine 10 has not.
 *
 * Qt 6.10 and later import these 20 names for text codecs other than Unicode. A converter cannot be opened
 * here, and no name is known, so Qt goes on without them; nothing else is called without an open converter.
 */
#define UNSUPPORTED 16 /* U_UNSUPPORTED_ERROR of ICU's unicode/utypes.h */
#define EXPORTED __declspec(dllexport)

EXPORTED void *ucnv_open(const char *name, int *error) {
    (void)name;
    if (error) *error = UNSUPPORTED;
    return 0;
}

EXPORTED const char *ucnv_getStandardName(const char *name, const char *standard, int *error) {
    (void)name, (void)standard;
    if (error) *error = UNSUPPORTED;
    return 0;
}

EXPORTED const char *ucnv_getName(const void *converter, int *error) {
    (void)converter;
    if (error) *error = UNSUPPORTED;
    return 0;
}

EXPORTED int ucnv_countAvailable(void) { return 0; }
EXPORTED const char *ucnv_getAvailableName(int number) { (void)number; return 0; }

#define NOTHING(name) EXPORTED void *name(void) { return 0; }
NOTHING(ucnv_close)
NOTHING(ucnv_reset)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
