"""The page that takes in the file of a document."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.importing.admin.batch_view import Fault, ImportingView, steps
from recommendations.importing.admin.progress import Progress
from recommendations.importing.batches.creation import create_batch
from recommendations.importing.batches.refusal import BatchRefused, NothingToImport
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.messages import translate_message
from recommendations.importing.models import ImportFile
from sessions.admin.forms import check_symbol
from smuggling_kb.admin.cells import change_address
from smuggling_kb.languages import LanguageCode

#: The endings that file dialogs offer; the file's own bytes decide what it is.
ENDINGS = ".docx,.pdf,.txt,.md,.html,.htm"


class UploadForm(forms.Form):
    """Asks for the file, and for what it may not say of itself."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        allow_empty_file=True,
        max_length=ImportFile._meta.get_field("file_name").max_length,
        help_text=gettext_lazy(
            "Word (.docx), PDF with text, plain text, Markdown or HTML; at most 25 MB."
        ),
        error_messages={"required": gettext_lazy("Choose the file of the document.")},
    )
    symbol = forms.CharField(
        label=gettext_lazy("Symbol, if the file does not print it"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("For example CTOC/COP/WG.7/2020/4."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("As found in the text")), *LanguageCode.choices],
    )

    def clean_symbol(self) -> str:
        """Refuse what is no symbol of a document, so that nothing is read in vain."""
        symbol: str = self.cleaned_data["symbol"].strip()
        if symbol:
            check_symbol(symbol)
        return symbol


class UploadView(ImportingView):
    """The form of a file; a file that can be read leads to its questions or its review."""

    template = "admin/importing/upload.html"

    def respond(self) -> HttpResponse:
        if not self.user.has_perm("importing.add_importbatch"):
            raise PermissionDenied
        if self.request.method != "POST":
            return self.show(UploadForm())
        form = UploadForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.show(form)
        given = form.cleaned_data
        try:
            batch = create_batch(
                given["file"].read(),
                file_name=given["file"].name,
                by=self.user,
                symbol=given["symbol"],
                language=given["language"],
            )
        except ImportRejected as refusal:
            form.add_error("file", translate_message(refusal.message))
        except NothingToImport as held:
            messages.info(self.request, str(held))
            return redirect("admin:importing_importbatch_add")
        except BatchRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(change_address(batch))
        return self.show(form)

    def show(self, form: UploadForm) -> HttpResponse:
        faults = [
            Fault(form[name].id_for_label, str(error))
            for name, errors in form.errors.items()
            for error in errors
        ]
        context = {
            "form": form,
            "faults": faults,
            "steps": steps(None, Progress(0, 0, 0, 0), "add"),
        }
        return self.render(_("Add a document"), context)
