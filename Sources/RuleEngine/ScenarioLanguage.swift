/// What an engine's scenario files may hold: data of the target's rule file, so that no output is written that the engine
/// would refuse.
package struct ScenarioLanguage: Sendable {
  /// What an engine refuses at load although it is well-formed XML.
  package enum Refusal: String, CaseIterable, Sendable {
    /// Elements that it does not know; without this it passes over them.
    case unknownElement = "unknown-element"
    /// Attributes in single quotes.
    case singleQuotes = "single-quotes"
    /// References to other characters than `& < > "`.
    case otherEntities = "other-entities"
    /// A message that is not in CDATA.
    case looseMessage = "loose-message"
    /// A bracket that opens no variable.
    case openBracket = "open-bracket"
    /// An optional receive in front of a step that does not receive.
    case idleOptional = "idle-optional"
    /// A variable of the scenario that is named only once.
    case loneVariable = "lone-variable"
  }

  /// Every element, with the attributes that only it knows.
  package let elements: [String: [String]]
  /// The attributes that every element knows.
  package let attributes: [String]
  /// The elements that are steps, in which order matters.
  package let steps: [String]
  /// The steps that receive.
  package let receives: [String]
  /// The elements that hold a message.
  package let messages: [String]
  /// The attributes in whose value variables in brackets stand.
  package let texts: [String]
  /// The attributes that name variables of the scenario, one or several with commas.
  package let variables: [String]
  /// Those of them that give it a value.
  package let sets: [String]
  /// The elements whose variables get their value from outside of the scenario.
  package let given: [String]
  /// What the engine fills from something received, with the attribute that makes a receive keep it.
  package let needs: [String: String]
  /// The attributes that name a file beside the scenario.
  package let files: [String]
  package let refuses: [Refusal]

  /// The attributes that an element knows; nil when there is no such element.
  package func attributes(of element: String) -> [String]? {
    elements[element].map { $0 + attributes }
  }
}
