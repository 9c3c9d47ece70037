/// A parsed expression: steps for a machine with one value at hand and a stack below it, so that
/// neither parsing nor evaluating uses the native stack.
///
/// The shells parse and evaluate at once: `i=1 j` assigns and then complains. A tree of an
/// expression that is wrong after something with an effect therefore ends in a step that throws.
struct ArithmeticTree: Sendable {
    /// What a step does; `value` and `place` are the fields of the step.
    enum Code: UInt8, Sendable {
        /// Pushes `value`.
        case constant
        /// Pushes the variable `value`.
        case load
        /// Pushes the element `place` of the array `value`.
        case loadElement
        /// Pushes the element and keeps its settled subscript for `storeSettled`.
        case loadSettled
        /// Assigns the top to the variable `value`.
        case store
        /// Assigns the top to the element `place` of the array `value`.
        case storeElement
        /// Assigns the top to the element whose subscript was settled last.
        case storeSettled
        /// Replaces the two values on the top: the left one lies below.
        case binary
        /// Replaces the two values on the top: the left one lies above.
        case binarySwapped
        /// Replaces the top by its combination with `value`.
        case binaryConstant
        /// Replaces the top by its combination with the variable `value`.
        case binaryLoad
        case negate, not, complement
        /// Replaces the top by 0 or 1.
        case truth
        /// Pushes the variable `value` after adding 1.
        case increment
        /// Pushes the variable `value` after subtracting 1.
        case decrement
        /// Pushes the variable `value`, then adds 1 to it.
        case incrementAfter
        /// Pushes the variable `value`, then subtracts 1 from it.
        case decrementAfter
        /// As the four before, with the element `place` of the array `value`.
        case incrementElement, decrementElement, incrementElementAfter, decrementElementAfter
        /// Goes to the step `value`.
        case jump
        /// Takes the top away; where it is 0, goes to the step `value`.
        case jumpIfZero
        /// Where the top is 0, goes to the step `value`; else takes it away.
        case jumpIfZeroElseDrop
        /// Where the top is not 0, makes it 1 and goes to the step `value`; else takes it away.
        case jumpIfTruthElseDrop
        case drop
        /// Throws the tree's failure.
        case fail
    }

    /// One step.
    struct Step: Sendable {
        /// What is done.
        var code: Code
        /// The operator of the binary steps.
        var operation: ArithmeticOperator = .add
        /// The number of a subscript, or for an operator where an error is shown.
        var place: Int32 = 0
        /// A constant, the number of a symbol or of a step.
        var value: Int = 0
    }

    /// The steps in the order of evaluation.
    var steps: [Step]
    /// How many values lie on the stack at most.
    var depth: Int
    /// The subscripts that steps name by number.
    var subscripts: [ArithmeticSubscript]
    /// The expression, for messages.
    var text: [UInt8]
    /// What the step `fail` throws.
    var failure: ArithmeticError?

    /// The tree of a number.
    init(constant: Int) {
        steps = [Step(code: .constant, value: constant)]
        depth = 1
        subscripts = []
        text = []
    }

    /// A tree without steps, for the parser to fill.
    init(text: [UInt8]) {
        steps = []
        depth = 0
        subscripts = []
        self.text = text
    }

    /// A tree whose evaluation throws an error.
    init(failing error: ArithmeticError) {
        steps = [Step(code: .fail)]
        depth = 1
        subscripts = []
        text = error.text
        failure = error
    }

    /// The value, where the expression is a single number.
    var constant: Int? {
        guard steps.count == 1, let step = steps.first, step.code == .constant else { return nil }
        return step.value
    }
}
