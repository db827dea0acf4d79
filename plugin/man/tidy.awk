# Make what scdoc and pod2man write free of what "mandoc -Tlint" finds: paragraphs that
# are empty or follow a heading, lower case in the title, long lines.
BEGIN { heading = 1 }

/^\.TH / {
	$2 = toupper($2)
}

/^\.(nf|Vb)/ { verbatim = 1 }
/^\.(fi|Ve)/ { verbatim = 0 }

# a paragraph is only written before text
/^\.P$/ {
	paragraph = !heading
	next
}

{
	if ($0 ~ /^\.(SH|SS|TH)/)
		heading = 1
	else if ($0 !~ /^\.(RE|RS|nf|fi|if|ie|el|nh|ad|\\")/)
		heading = 0
	if (paragraph && $0 !~ /^\.(SH|SS|RE)/)
		print ".P"
	if ($0 !~ /^\.RE/ || !paragraph)
		paragraph = 0
	if (verbatim || /^\./) {
		print
		next
	}
	line = $0
	while (length(line) > 79) {
		i = 79
		while (i > 1 && (substr(line, i, 1) != " " || \
				 substr(line, i + 1, 1) ~ /[.'\''"]/))
			i--
		if (i <= 1)
			break
		print substr(line, 1, i - 1)
		line = substr(line, i + 1)
	}
	print line
}
