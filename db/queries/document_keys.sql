SELECT document.key FROM document WHERE @document_filter@
