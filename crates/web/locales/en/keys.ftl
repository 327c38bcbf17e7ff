# Keys of the working pages.
keys-head = Keys
keys-lede = In the queue, at approvals and in a review you can work without a mouse. Needs scripts; off until you switch it on, in this browser.
keys-on = Switch the keys on
keys-off = Switch the keys off
keys-label = Keys of this page
keys-next = next row
keys-previous = row before
keys-enter = open, or press the button
keys-take = to the button that takes the task or gives it back
keys-accept = to “Accept”
keys-return = to “Return”
keys-agree = to “Agree”
keys-refuse = to “Refuse”
