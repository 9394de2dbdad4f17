"""kanwu in LibreOffice Writer: wavy lines, reasons and suggestions, by the rules of all the text."""

import threading

import uno  # makes com.sun.star importable  # noqa: F401
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.beans.PropertyState import DIRECT_VALUE
from com.sun.star.lang import Locale, XServiceDisplayName, XServiceInfo
from com.sun.star.linguistic2 import (
    ProofreadingResult,
    SingleProofreadingError,
    XProofreader,
    XSupportedLocales,
)
from com.sun.star.task import XJob
from com.sun.star.text.TextMarkupType import PROOFREADING
from kanwu_client import Client, NoServerError, find_program

NAME = "cn.kanwu.Proofreader"
START = "cn.kanwu.Start"
CHINESE = Locale("zh", "CN", "")
# The severities of the protocol, from 1, with the colours of their lines.
COLOURS = {1: 0xD32F2F, 2: 0xE08600, 3: 0x1976D2, 4: 0x1976D2}
_WORDS = {1: "错误", 2: "警告", 3: "提示", 4: "提示"}


class _Checker:
    """The server that all texts share, with the diagnostics of the text that was asked for last."""

    def __init__(self):
        self._lock = threading.Lock()
        self._client = None
        self._dead = False
        self._text = None
        self._by_line = {}

    def start(self, context):
        with self._lock:
            if self._client is None and not self._dead:
                try:
                    self._client = _client(context)
                except NoServerError:
                    self._dead = True  # what to do says the page of the extension
            return self._client

    def of_paragraph(self, context, paragraphs, place):
        """The diagnostics of a paragraph, each with its start and end in UTF-16 units."""
        client = self.start(context)
        if client is None:
            return []
        text = "\n".join(paragraphs)
        with self._lock:
            try:
                if text != self._text:
                    self._by_line = _by_line(client.diagnostics(text))
                    self._text = text
            except NoServerError:
                self._client, self._text, self._by_line = None, None, {}
                return []
            first = sum(paragraph.count("\n") + 1 for paragraph in paragraphs[:place])
            return list(self._within(paragraphs[place], first))

    def _within(self, paragraph, first):
        """Of each line, for a line break may stand in a paragraph."""
        before = 0
        for number, line in enumerate(paragraph.split("\n"), first):
            for each in self._by_line.get(number, ()):
                start, end = each["range"]["start"], each["range"]["end"]
                is_whole = end["line"] == number
                last = end["character"] if is_whole else _units(line)
                yield each, before + start["character"], before + last
            before += _units(line) + 1

    def replacements(self, diagnostic):
        with self._lock:
            try:
                return self._client.replacements(diagnostic) if self._client else []
            except NoServerError:
                return []


def _client(context):
    settings = _settings(context)
    return Client([find_program(settings.pop("path")), "lsp"], settings)


def _settings(context):
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    place = PropertyValue("nodepath", 0, "/cn.kanwu.Kanwu/Settings", DIRECT_VALUE)
    view = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", (place,)
    )
    settings = {"path": view.Path or ""}
    if view.Profile:
        settings["profile"] = view.Profile
    return settings


def _by_line(diagnostics):
    lines = {}
    for each in diagnostics:
        lines.setdefault(each["range"]["start"]["line"], []).append(each)
    return lines


CHECKER = _Checker()


class Start(unohelper.Base, XJob, XServiceInfo):
    """Starts the server with the office, so that the first paragraph does not wait."""

    def __init__(self, context, *_):
        self._context = context

    def execute(self, _):
        threading.Thread(target=CHECKER.start, args=(self._context,), daemon=True).start()

    def getImplementationName(self):
        return START

    def supportsService(self, name):
        return name == START

    def getSupportedServiceNames(self):
        return (START,)


class Proofreader(
    unohelper.Base, XProofreader, XSupportedLocales, XServiceInfo, XServiceDisplayName
):
    """Answers what Writer asks of each paragraph; a paragraph is one sentence."""

    def __init__(self, context, *_):
        self._context = context
        self._ignored = set()

    def doProofreading(self, document, text, locale, start, end, properties):
        result = ProofreadingResult()
        result.aDocumentIdentifier = document
        result.aText = text
        result.aLocale = locale
        result.nStartOfSentencePosition = 0
        result.nBehindEndOfSentencePosition = _units(text)
        result.nStartOfNextSentencePosition = _units(text)
        result.aProperties = ()
        result.xProofreader = self
        result.aErrors = tuple(self._errors(text)) if start == 0 and text.strip() else ()
        return result

    def ignoreRule(self, rule, _):
        self._ignored.add(rule)

    def resetIgnoreRules(self):
        self._ignored.clear()

    def isSpellChecker(self):
        return False

    def hasLocale(self, locale):
        return (locale.Language, locale.Country) == ("zh", "CN")

    def getLocales(self):
        return (CHINESE,)

    def getServiceDisplayName(self, locale):
        return "勘误" if locale.Language == "zh" else "Kanwu"

    def getImplementationName(self):
        return NAME

    def supportsService(self, name):
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self):
        return ("com.sun.star.linguistic2.Proofreader",)

    def _errors(self, text):
        paragraphs = self._paragraphs() or [text]
        if text not in paragraphs:
            paragraphs = [text]  # in a text box or a comment
        # Of paragraphs with the same text, the first one speaks for all.
        place = paragraphs.index(text)
        for found in CHECKER.of_paragraph(self._context, paragraphs, place):
            if str(found[0].get("code")) not in self._ignored:
                yield self._error(*found)

    def _error(self, diagnostic, start, end):
        error = SingleProofreadingError()
        error.nErrorStart = start
        error.nErrorLength = max(1, end - start)
        error.nErrorType = PROOFREADING
        error.aRuleIdentifier = str(diagnostic["code"])
        error.aShortComment = diagnostic["message"]
        severity = diagnostic.get("severity", 3)
        error.aFullComment = "{}（{}，{}）".format(
            diagnostic["message"], diagnostic["code"], _WORDS[severity]
        )
        error.aSuggestions = tuple(CHECKER.replacements(diagnostic))
        colour = PropertyValue("LineColor", -1, COLOURS[severity], DIRECT_VALUE)
        error.aProperties = (colour,)
        return error

    def _paragraphs(self):
        """The paragraphs of the document that is in front, those of cells too; [] if it is no text."""
        desktop = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self._context
        )
        document = desktop.getCurrentComponent()
        if document is None or not document.supportsService("com.sun.star.text.TextDocument"):
            return []
        return list(_paragraphs(document.Text))


def _paragraphs(text):
    for part in _each(text):
        if part.supportsService("com.sun.star.text.TextTable"):
            for name in part.getCellNames():
                yield from _paragraphs(part.getCellByName(name))
        else:
            yield part.getString()


def _each(enumerable):
    parts = enumerable.createEnumeration()
    while parts.hasMoreElements():
        yield parts.nextElement()


def _units(text):
    return len(text.encode("utf-16-le")) // 2


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(
    Proofreader, NAME, ("com.sun.star.linguistic2.Proofreader",)
)
g_ImplementationHelper.addImplementation(Start, START, (START,))
