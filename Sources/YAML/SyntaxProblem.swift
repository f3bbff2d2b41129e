import Diagnostics

/// What libyaml says about a text that it can't read, to be told in words that help.
struct SyntaxProblem {
  /// libyaml's own words.
  let problem: String
  let location: Location
  /// What stands there; nil at the end of the text.
  let character: Unicode.Scalar?
  /// What libyaml was reading, in its own words, and where that begins.
  let context: (text: String, location: Location)?

  var unreadable: Unreadable {
    let (message, location) = told
    return Unreadable(code: "yaml-syntax", message: message, location: location)
  }

  /// What is wrong and what to do, at the place where the user will want to look.
  private var told: (message: String, location: Location) {
    let beginning = context?.location ?? location
    let opened = context.map { " that begins at \($0.location)" } ?? ""
    switch problem {
    case _ where character == "\t" && (problem.contains("tab") || problem.contains("any token")):
      return ("a tab can't indent: use spaces", location)
    case "found character that cannot start any token":
      return ("\(what) can't begin a plain value: put the value in quotes", location)
    case "did not find expected node content":
      return ("a value is missing before \(what): one that begins so needs quotes", location)
    case "mapping values are not allowed in this context":
      return ("':' can't stand here: put a value that holds ': ' in quotes, or mend the indentation", location)
    case "block sequence entries are not allowed in this context":
      return ("'- ' can't stand here: begin the list on a line of its own", location)
    case "did not find expected key":
      return ("no key of the mapping\(opened): mend the indentation, or the quotes of the value before", location)
    case "did not find expected '-' indicator":
      return ("no '- ' of the list\(opened): mend the indentation", location)
    case "did not find expected ',' or ']'" where character == nil: return ("'[' is never closed: add ']'", beginning)
    case "did not find expected ',' or '}'" where character == nil: return ("'{' is never closed: add '}'", beginning)
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return ("',' or the closing bracket is missing in what begins at \(beginning)", location)
    case "could not find expected ':'":
      return ("':' and a blank are missing after the key: add them, or mend the indentation", beginning)
    case "found unexpected end of stream" where context?.text == "while scanning a quoted scalar":
      return ("the quote is never closed: add one", beginning)
    case "found unknown escape character":
      return ("'\\' begins no known escape here: double it, or use single quotes", location)
    case "control characters are not allowed":
      return ("a control character: write it as an escape in double quotes, like \"\\x1B\"", location)
    case "did not find expected <document start>":
      return ("this belongs to nothing: indent it like the first line, and keep one document in a file", location)
    default:
      return ((context.map { "\($0.text): " } ?? "") + problem, location)
    }
  }

  private var what: String {
    switch character {
    case nil: "the end of the file"
    case "\n", "\r": "the end of the line"
    case let character?: "'\(character)'"
    }
  }
}
