/* Wine 8 lacks icuuc.dll, which Windows has had since 1703. Every converter is refused, so that Qt knows UTF-8, UTF-16
   and Latin-1 alone, as it does where ICU lacks a converter. For tests under Wine only. */
#define REFUSED 4 /* U_FILE_ACCESS_ERROR */

#define EXPORT __declspec(dllexport)

EXPORT void *ucnv_open(const char *name, int *error) { (void)name; *error = REFUSED; return 0; }
EXPORT void ucnv_close(void *converter) { (void)converter; }
EXPORT void ucnv_reset(void *converter) { (void)converter; }
EXPORT signed char ucnv_getMaxCharSize(void *converter) { (void)converter; return 1; }
EXPORT const char *ucnv_getName(void *converter, int *error) { (void)converter; *error = REFUSED; return 0; }
EXPORT const char *ucnv_getAvailableName(int index) { (void)index; return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{
    (void)name; (void)standard; *error = REFUSED; return 0;
}

#define REFUSE(name) EXPORT void name(void) { }
REFUSE(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
REFUSE(UCNV_TO_U_CALLBACK_SUBSTITUTE)
REFUSE(ucnv_getToUCallBack)
REFUSE(ucnv_getFromUCallBack)
REFUSE(ucnv_setToUCallBack)
REFUSE(ucnv_setFromUCallBack)
REFUSE(ucnv_cbToUWriteUChars)
REFUSE(ucnv_cbFromUWriteUChars)
REFUSE(ucnv_toUnicode)
REFUSE(ucnv_fromUnicode)
EXPORT int ucnv_toUCountPending(void *converter, int *error) { (void)converter; (void)error; return 0; }
EXPORT int ucnv_fromUCountPending(void *converter, int *error) { (void)converter; (void)error; return 0; }
