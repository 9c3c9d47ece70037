/// The instructions of the virtual machine.
///
/// An instruction is a 32-bit word, `op | A << 8 | B << 16 | C << 24` or `op | A << 8 | Bx << 16`,
/// and the words that follow it. `R[x]` is a register, `K[x]` a constant. *Owned* registers hold a
/// reference that someone must give up; *borrowed* ones do not. Unless said otherwise operands are
/// borrowed and results owned; an instruction that fails has consumed nothing.
enum Opcode: UInt8, CaseIterable {
    // Moving values.
    case move  // R[A] = R[B], no count changes
    case copy  // R[A] = R[B], retained
    case release  // gives R[A] up
    case releaseAll  // gives R[A]…R[B] up, the last first
    case replace  // R[A] = R[B], consumed; the old value is released
    case loadConstant  // R[A] = K[Bx], borrowed
    case copyConstant  // R[A] = K[Bx], retained
    case loadInt  // R[A] = sBx
    case loadNil  // R[A] = nil
    case loadBool  // R[A] = B != 0
    case loadInUse  // R[A] = the mark of a value taken out
    case loadMissing  // R[A] = the mark of an absent value
    // Variables.
    case getGlobal  // R[A] = global Bx, borrowed
    case copyGlobal  // R[A] = global Bx, retained
    case setGlobal  // global Bx = R[A], consumed
    case getUpvalue  // R[A] = upvalue B, borrowed
    case makeCell  // R[A] = cell of R[A], consumed
    case getCell  // R[A] = value of the cell R[B], retained
    case setCell  // cell R[A] = R[B], consumed
    case getUpvalueCell  // R[A] = value of the cell in upvalue B, retained
    case setUpvalueCell  // cell in upvalue A = R[B], consumed
    // Changing through a path: each makes the container in its register unique, and what it gives
    // unique in its place; results are borrowed.
    case uniqueGlobal  // R[A] = global Bx
    case uniqueCell  // R[A] = value of the cell R[B]
    case uniqueUpvalueCell  // R[A] = value of the cell in upvalue B
    case uniqueElement  // R[A] = R[B][R[C]]
    case uniqueField  // R[A] = R[B].name; word: symbol
    case setElement  // R[A][R[B]] = R[C], consumed
    case setField  // R[A].name = R[B], consumed; words: symbol, class, slot
    case takeGlobal  // R[A] = global Bx, moved out
    case takeCell  // R[A] = value of the cell R[B], moved out
    case takeUpvalueCell  // R[A] = value of the cell in upvalue B, moved out
    case takeElement  // R[A] = R[B][R[C]], moved out
    case takeField  // R[A] = R[B].name, moved out; word: symbol
    // Changing a place with an operator, in place where the value allows it: `s += t` on a string
    // that nobody else holds appends to it.
    case updateRegister  // R[A] op= R[B]; C: opcode of the operator
    case updateGlobal  // global word op= R[B]; C: operator
    case updateCell  // value of the cell R[A] op= R[B]; C: operator
    case updateUpvalueCell  // value of the cell in upvalue A op= R[B]; C: operator
    case updateElement  // R[A][R[B]] op= R[C]; word: operator
    case updateField  // R[A].name op= R[B]; C: operator; words: symbol, class, slot
    case push  // R[A] (a list, made unique) gets R[B], consumed
    // Arithmetic; results are owned, because `+` and `-` make objects too.
    case add, subtract, multiply, divide, floorDivide, remainder  // R[A] = R[B] op R[C]
    case addInt  // R[A] = R[B] + sC
    // The same for operands that are ints, or floats, for certain.
    case addInts, subtractInts, multiplyInts
    case addFloats, subtractFloats, multiplyFloats, divideFloats
    // R[A] = R[B] op R[C]; word: 1 when R[B] is consumed, 2 when R[C] is
    case addOwned, subtractOwned, multiplyOwned
    case power, bitAnd, bitOr, bitXor, shiftLeft, shiftRight  // R[A] = R[B] op R[C]
    case negate, complement, not  // R[A] = op R[B]
    case equal, notEqual, less, lessEqual, contains  // R[A] = R[B] op R[C]
    // Jumps: the next word is the distance from itself.
    case jump
    case jumpIfTrue, jumpIfFalse  // R[A], which must be a bool
    case jumpIfNil, jumpIfNotNil  // R[A]
    case jumpIfGiven  // R[A] is not missing
    // R[A], R[B]
    case jumpLess, jumpNotLess, jumpLessEqual, jumpNotLessEqual, jumpEqual, jumpNotEqual
    case jumpLessInts, jumpNotLessInts, jumpLessEqualInts, jumpNotLessEqualInts
    case jumpLessFloats, jumpNotLessFloats, jumpLessEqualFloats, jumpNotLessEqualFloats
    case jumpLessInt, jumpNotLessInt, jumpLessEqualInt, jumpNotLessEqualInt  // R[A], sB
    case jumpGreaterInt, jumpNotGreaterInt, jumpGreaterEqualInt, jumpNotGreaterEqualInt  // R[A], sB
    case jumpEqualInt, jumpNotEqualInt  // R[A], sB
    case checkBool  // R[A] must be a bool
    // Loops.
    case prepareRange  // R[A] = R[A], R[A+1] = last; B: 1 when closed; jumps when empty
    case nextInRange  // R[A] += 1 and jumps while below R[A+1]
    case iterate  // R[A] = what steps through R[B], owned; R[A+1] = 0
    case next  // R[A+2] (and R[A+3] when B is 2) = the next, owned; else jumps
    // Calls.
    case call  // R[A] = R[A](R[A+1]…R[A+B])
    // R[A] = global word(R[A+1]…R[A+B]); words: the global, then the code that fits, once known
    case callGlobal
    case callNamed  // R[A] = R[A](C values from R[B] on); word: constant with labels and spreads
    case invoke  // R[A] = R[A+1].name(R[A+2]…R[A+B]); words: symbol, cached type, cached method
    case invokeMutating  // as invoke; R[A+1] was taken out of its place and may be changed
    case invokeNamed  // as callNamed, R[B] the receiver; words: symbol, constant
    case invokeNamedMutating  // both
    case `return`  // gives R[A], consumed
    case returnNil
    case returnCopy  // gives R[A], which is borrowed
    case makeFunction  // R[A] = closure of function Bx
    // Values.
    case makeList  // R[A] = list of C values from R[B] on, consumed
    case append  // list R[A] gets R[B], consumed
    case appendAll  // list R[A] gets the elements of R[B]
    case makeMap  // R[A] = {}
    case setEntry  // map R[A] gets R[B]: R[C], R[C] consumed
    case setAll  // map R[A] gets the entries of R[B]
    case makeRange  // R[A] = R[B]..R[C]; word: 1 lower, 2 upper, 4 closed
    case concatenate  // R[A] = texts of C values from R[B] on, consumed
    case makeRecord  // R[A] = record of type R[B] of the C values from R[A+1] on, consumed
    case construct  // R[A] = R[A](R[A+1]…R[A+B]), a record's type; the values are consumed
    case getElement  // R[A] = R[B][R[C]]
    case getField  // R[A] = R[B].name; words: symbol, class, slot
    // The same, borrowed; what the look-up makes is held by the machine's ring of fresh values.
    case peekElement, peekField
    // Types and patterns.
    case isType  // R[A] = R[B] is one of the types in constant; word: constant
    case checkType  // R[A] must be one; B: 1 for a result, 2 for a variable; word: constant
    case matchList  // R[A] = R[B] is a list of C elements; word: 1 for at least
    case matchKey  // R[A] = value under the constant key, or missing; R[B]; word: constant
    case matchRange  // R[A] = R[B] lies in the range R[C]
    case listRest  // R[A] = R[B] from element C on, less `word` at the end
    case listFromEnd  // R[A] = R[B]'s element C from the end
    case failMatch  // throws that R[A] fits no pattern; B: kind
    // Errors.
    case `throw`  // throws R[A], consumed
    case rethrow  // throws the error R[A] again, consumed
    case rethrowCaused  // throws the error R[A] again, with R[B] as its cause
    case errorIsKind  // R[A] = R[B] has one of the kinds; word: constant
    case failAssert  // throws; R[A]: message or missing; B values from R[C] on; word: constant
    // Declarations.
    case runModule  // runs module Bx unless it ran; R[A] = the module
    case getExport  // R[A] = export of the module R[B]; word: symbol
    case addMethods  // adds R[A+1]… as methods to the type R[A]; word: constant
    case defineRecord  // R[A] = new record type; word: constant; R[A+1] the constructor
    // What does not fit the operands above; B: the `FarOperation`; words: X, Y.
    case far
}

/// What `Opcode.far` does: rare instructions with operands of 32 bits.
///
/// A function with many variables keeps those that find no register in a list of its own, in the
/// register C; a slot is one of that list's elements.
enum FarOperation: UInt8, CaseIterable {
    // Variables in slots.
    case open  // R[A] = an empty list for slots
    case get  // R[A] = slot X, borrowed
    case copy  // R[A] = slot X, retained
    case define  // slot X, perhaps a new one, = R[A], consumed; the old value is released
    case clear  // gives the slots X to Y up
    case unique  // R[A] = slot X, made unique in its place, borrowed
    case take  // R[A] = slot X, moved out
    case update  // slot X op= R[A]; Y: opcode of the operator
    // Operands that are too large for their instructions.
    case getUpvalue  // R[A] = upvalue X, borrowed
    case loadConstant  // R[A] = K[X], borrowed
    case copyConstant  // R[A] = K[X], retained
    case makeFunction  // R[A] = closure of function X
    case checkType  // R[A], parameter Y, must be of one of the types in constant X
    case matchList  // R[A] = R[C] is a list of X elements; Y: 1 for at least
    case matchFields  // R[A] = R[C] has keys or fields
    case listFromEnd  // R[A] = R[C]'s element X from the end
    case listRest  // R[A] = R[C] from element X on, less Y at the end
    case makeRecord  // R[A] = record of type R[C] of the values in the list R[X], which is emptied
    // Calls whose arguments are in a list; X: the constant with labels and spreads.
    case call  // R[A] = R[A](values of the list R[C])
    case invoke  // R[A] = R[C].name(values of the list R[C+1]); Y: symbol
    case invokeMutating  // as invoke; R[C] was taken out of its place and may be changed
}
